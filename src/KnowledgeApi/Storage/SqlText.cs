using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnowledgeApi.Storage;

/// <summary>A question to the database, and how its row is read.</summary>
internal sealed record SqlQuery<T>(FormattableString Text, Func<DbDataReader, T> Row)
    where T : class
{
    /// <summary>The first row in PostgreSQL; null where there is none.</summary>
    public async Task<T?> FirstAsync(LearnerDbContext context, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = SqlText.Of(Text);
        foreach (var parameter in SqlText.Parameters(Text))
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Row(reader) : null;
    }
}

/// <summary>Statements written by hand: both databases take the same text, with values as parameters.</summary>
internal static class SqlText
{
    public static string ParameterName(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    /// <param name="from">The number of the first parameter.</param>
    public static string Of(FormattableString statement, int from = 0)
    {
        var names = new object[statement.ArgumentCount];
        for (var i = 0; i < names.Length; i++)
            names[i] = ParameterName(from + i);
        return string.Format(CultureInfo.InvariantCulture, statement.Format, names);
    }

    public static object Value(FormattableString statement, int index) =>
        statement.GetArgument(index) switch
        {
            null => DBNull.Value,
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            var value => value,
        };

    public static IEnumerable<NpgsqlParameter> Parameters(FormattableString statement, int from = 0) =>
        Enumerable
            .Range(0, statement.ArgumentCount)
            .Select(i => new NpgsqlParameter(ParameterName(from + i), Value(statement, i)));

    public static string? Text(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
