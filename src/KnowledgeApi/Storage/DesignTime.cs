using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace KnowledgeApi.Storage;

/// <summary>For <c>dotnet ef migrations add</c>, which needs a model and no database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteLearnerDbContext>
{
    public SqliteLearnerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLearnerDbContext>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlLearnerDbContext>
{
    public PostgreSqlLearnerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlLearnerDbContext>().UseNpgsql("Host=localhost").Options);
}
