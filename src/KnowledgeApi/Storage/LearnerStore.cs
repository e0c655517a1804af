using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Npgsql;

namespace KnowledgeApi.Storage;

/// <summary>The door to learners' data: contexts of the configured database, and outcomes for what may go wrong with it.</summary>
public sealed class LearnerStore : IDisposable
{
    private const int MostTries = 30;

    // Whoever waits longer hears that the database is away.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly Fault Contended = new(
        StatusCodes.Status409Conflict,
        "Others kept changing the same thing at the same time. Read it again, then try again."
    );

    private readonly Func<LearnerDbContext> create;

    // SQLite has one writer: waiting for a turn here costs no thread, waiting in SQLite does.
    private readonly SemaphoreSlim? turn;
    private readonly SqliteWrites? writes;

    public LearnerStore(
        IOptions<StorageOptions> options,
        LearnerConnection connection,
        IEnumerable<IInterceptor> interceptors
    )
    {
        Provider = options.Value.Provider;
        if (Provider == StorageProvider.Sqlite)
        {
            turn = new SemaphoreSlim(1);
            writes = new SqliteWrites(connection.Text, turn, LongestWait);
            var sqlite = Options<SqliteLearnerDbContext>(interceptors)
                .UseSqlite(connection.Text)
                .AddInterceptors(SqlitePragmas.Instance);
            var factory = new PooledDbContextFactory<SqliteLearnerDbContext>(sqlite.Options);
            create = factory.CreateDbContext;
        }
        else
        {
            var postgreSql = Options<PostgreSqlLearnerDbContext>(interceptors).UseNpgsql(connection.Text);
            var factory = new PooledDbContextFactory<PostgreSqlLearnerDbContext>(postgreSql.Options);
            create = factory.CreateDbContext;
        }
    }

    public StorageProvider Provider { get; }

    /// <summary>Whether the tables are as this version needs them.</summary>
    public bool IsReady { get; internal set; }

    internal LearnerDbContext CreateContext() => create();

    /// <summary>Asks; a database that is away is an outcome.</summary>
    public async Task<Outcome<T>> ReadAsync<T>(Func<LearnerDbContext, Task<Outcome<T>>> ask)
        where T : class
    {
        if (!IsReady)
            return StorageFailures.Unavailable;
        try
        {
            await using var context = create();
            return await ask(context);
        }
        catch (Exception e) when (StorageFailures.IsUnavailable(e))
        {
            return StorageFailures.Unavailable;
        }
    }

    /// <summary>
    /// Reads, decides and writes; once more from the start where another writer was first, which the attempt says by null
    /// and the database by a constraint.
    /// </summary>
    public async Task<Outcome<T>> WriteAsync<T>(
        Func<LearnerDbContext, Task<Outcome<T>?>> attempt,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (!IsReady)
            return StorageFailures.Unavailable;
        if (turn is not null && !await turn.WaitAsync(LongestWait, cancellationToken))
            return StorageFailures.Unavailable;
        try
        {
            for (var tries = 1; tries <= MostTries; tries++)
                if (await TryAsync(attempt) is { } outcome)
                    return outcome;
            return Contended;
        }
        catch (Exception e) when (StorageFailures.IsUnavailable(e))
        {
            return StorageFailures.Unavailable;
        }
        finally
        {
            turn?.Release();
        }
    }

    /// <summary>
    /// Reads and decides, then writes what was decided; once more from the start where another writer was first. Nobody waits
    /// for others to decide.
    /// </summary>
    internal async Task<Outcome<T>> DecideAsync<T>(
        Func<LearnerDbContext, Task<Decision<T>>> decide,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (!IsReady)
            return StorageFailures.Unavailable;
        try
        {
            for (var tries = 1; tries <= MostTries; tries++)
            {
                await using var context = create();
                // One connection for both, so that it is taken once.
                await context.Database.OpenConnectionAsync(cancellationToken);
                var (outcome, batch) = await decide(context);
                if (batch is null || await CommitAsync(context, batch, cancellationToken))
                    return outcome;
            }
            return Contended;
        }
        catch (Exception e) when (StorageFailures.IsUnavailable(e))
        {
            return StorageFailures.Unavailable;
        }
    }

    /// <summary>
    /// The same for what one question asked by hand tells. In SQLite all of it is done in the writer's turn, so that nobody
    /// else can be first.
    /// </summary>
    internal async Task<Outcome<T>> DecideAsync<TRead, T>(
        SqlQuery<TRead> query,
        Func<TRead?, Decision<T>> decide,
        CancellationToken cancellationToken
    )
        where TRead : class
        where T : class
    {
        if (writes is null)
            return await DecideAsync<T>(
                async context => decide(await query.FirstAsync(context, cancellationToken)),
                cancellationToken
            );
        if (!IsReady)
            return StorageFailures.Unavailable;
        try
        {
            var done = await writes.RunAsync<Outcome<T>>(writer =>
            {
                var (outcome, batch) = decide(writer.First(query));
                return batch is null || batch.Run(writer) ? outcome : (Outcome<T>?)null;
            });
            return done ?? Contended;
        }
        catch (Exception e) when (StorageFailures.IsConflict(e))
        {
            return Contended;
        }
        catch (Exception e) when (StorageFailures.IsUnavailable(e))
        {
            return StorageFailures.Unavailable;
        }
    }

    private async Task<bool> CommitAsync(LearnerDbContext context, SqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return writes is null
                ? await batch.CommitAsync(context, cancellationToken)
                : await writes.RunAsync<bool>(writer => batch.Run(writer) ? true : null) is not null;
        }
        catch (Exception e) when (StorageFailures.IsConflict(e))
        {
            return false;
        }
    }

    private async Task<Outcome<T>?> TryAsync<T>(Func<LearnerDbContext, Task<Outcome<T>?>> attempt)
        where T : class
    {
        try
        {
            await using var context = create();
            return await attempt(context);
        }
        catch (Exception e) when (StorageFailures.IsConflict(e))
        {
            return null;
        }
    }

    public void Dispose()
    {
        writes?.Dispose();
        turn?.Dispose();
    }

    private static DbContextOptionsBuilder<T> Options<T>(IEnumerable<IInterceptor> interceptors)
        where T : LearnerDbContext =>
        new DbContextOptionsBuilder<T>()
            .AddInterceptors(interceptors)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // What fails is told by its outcome or by its trace, once.
            .ConfigureWarnings(warnings =>
                warnings.Ignore(
                    CoreEventId.SaveChangesFailed,
                    CoreEventId.QueryIterationFailed,
                    RelationalEventId.CommandError,
                    RelationalEventId.ConnectionError
                )
            );
}

/// <summary>What is answered, and what has to be written for it first, if anything.</summary>
internal readonly record struct Decision<T>(Outcome<T> Outcome, SqlBatch? Write)
    where T : class
{
    public static implicit operator Decision<T>(Outcome<T> outcome) => new(outcome, null);

    public static implicit operator Decision<T>(Fault fault) => new(fault, null);
}

/// <summary>Where the learners' database is.</summary>
public sealed class LearnerConnection(IConfiguration configuration, IOptions<StorageOptions> options)
{
    private const string Setting = "Learners";

    public string Text { get; } = Read(options.Value.Provider, configuration.GetConnectionString(Setting));

    private static string Read(StorageProvider provider, string? text)
    {
        try
        {
            return provider == StorageProvider.Sqlite ? Sqlite(text) : PostgreSql(text);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"ConnectionStrings:{Setting}: {e.Message}", e);
        }
    }

    private static string Sqlite(string? text)
    {
        var builder = new SqliteConnectionStringBuilder(text);
        if (builder.DataSource.Length == 0)
            builder.DataSource = Path.Combine(DefaultFolder(), "learners.db");
        if (text?.Contains("timeout", StringComparison.OrdinalIgnoreCase) != true)
            builder.DefaultTimeout = 5;
        return builder.ToString();
    }

    private static string DefaultFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(home.Length == 0 ? Path.GetTempPath() : home, "knowledge-api");
    }

    private static string PostgreSql(string? text)
    {
        var builder = new NpgsqlConnectionStringBuilder(text);
        if (text?.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase) != true)
            builder.MaxAutoPrepare = 40;
        // A caller waits no longer than that to hear that the database is away.
        if (text?.Contains("timeout", StringComparison.OrdinalIgnoreCase) != true)
            (builder.Timeout, builder.CommandTimeout) = (3, 10);
        return builder.ToString();
    }
}
