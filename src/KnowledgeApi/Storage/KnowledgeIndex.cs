using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>
/// The search index in one SQLite file. It is built beside its place and swapped in whole; readers keep the file they
/// opened, so that another process with other content can replace it under them.
/// </summary>
public sealed partial class KnowledgeIndex : IDisposable
{
    private readonly ConcurrentBag<KnowledgeIndexContext> readers;
    private readonly SemaphoreSlim free;

    private KnowledgeIndex(List<KnowledgeIndexContext> readers)
    {
        this.readers = [.. readers];
        free = new SemaphoreSlim(readers.Count);
    }

    /// <summary>Opens the file if it was made of this revision by this build, else makes it anew.</summary>
    public static KnowledgeIndex Open(string path, string revision, IndexRows rows, ILogger logger)
    {
        var stamp = DerivedFile.Stamp(revision);
        if (TryOpen(path, stamp) is { } ready)
            return ready;
        try
        {
            return Rebuild(path, stamp, rows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            // A place that cannot be written must not keep the service from starting.
            LogElsewhere(logger, path, e.Message);
            var temporary = Path.Combine(Directory.CreateTempSubdirectory("knowledge-index-").FullName, "index.db");
            return Rebuild(temporary, stamp, rows);
        }
    }

    /// <summary>Asks with a reader of one's own; at most as many at once as there are readers.</summary>
    public T Read<T>(Func<KnowledgeIndexContext, T> ask)
    {
        free.Wait();
        KnowledgeIndexContext? reader = null;
        try
        {
            readers.TryTake(out reader);
            return ask(reader!);
        }
        finally
        {
            if (reader is not null)
                readers.Add(reader);
            free.Release();
        }
    }

    public void Dispose()
    {
        while (readers.TryTake(out var reader))
            Close(reader);
        free.Dispose();
    }

    private static KnowledgeIndex Rebuild(string path, string stamp, IndexRows rows)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var building = Path.Combine(folder, $"{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            KnowledgeIndexBuilder.Build(building, stamp, rows);
            // Opened before it takes its place: from then on another process may put its own there.
            var index =
                TryOpen(building, stamp)
                ?? throw new IOException($"The index just written to {building} is unreadable.");
            File.Move(building, path, overwrite: true);
            return index;
        }
        catch
        {
            File.Delete(building);
            throw;
        }
    }

    private static KnowledgeIndex? TryOpen(string path, string stamp)
    {
        if (!File.Exists(path))
            return null;
        var readers = new List<KnowledgeIndexContext>();
        try
        {
            for (var i = 0; i < Math.Max(2, Environment.ProcessorCount); i++)
            {
                readers.Add(OpenReader(path));
                if (readers[i].Stamp.AsEnumerable().SingleOrDefault() != stamp)
                    throw new InvalidDataException();
            }
            if (readers[0].Database.SqlQuery<string>($"PRAGMA quick_check").AsEnumerable().First() != "ok")
                throw new InvalidDataException();
            return new KnowledgeIndex(readers);
        }
        catch (Exception e) when (e is SqliteException or InvalidDataException or InvalidOperationException)
        {
            readers.ForEach(Close);
            return null;
        }
    }

    private static KnowledgeIndexContext OpenReader(string path)
    {
        // Immutable: the file is never written once it is whole, so no locks are needed nor heeded.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return new KnowledgeIndexContext(connection);
    }

    private static void Close(KnowledgeIndexContext reader)
    {
        reader.Database.GetDbConnection().Dispose();
        reader.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The search index cannot be kept at {Path}: {Reason} It is kept elsewhere.")]
    private static partial void LogElsewhere(ILogger logger, string path, string reason);
}
