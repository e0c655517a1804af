using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>
/// The search index in one SQLite file. It is built beside its place and swapped in whole; readers keep the file they
/// opened, so that another process with other content can replace it under them.
/// </summary>
public sealed partial class KnowledgeIndex : IDisposable
{
    private readonly ConcurrentBag<KnowledgeIndexReader> readers;
    private readonly SemaphoreSlim free;

    private KnowledgeIndex(List<KnowledgeIndexReader> readers)
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
    public T Read<T>(Func<KnowledgeIndexReader, T> ask)
    {
        free.Wait();
        KnowledgeIndexReader? reader = null;
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
            reader.Dispose();
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
        var readers = new List<KnowledgeIndexReader>();
        for (var i = 0; i < Math.Max(2, Environment.ProcessorCount); i++)
        {
            if (KnowledgeIndexReader.TryOpen(path, stamp, check: i == 0) is not { } reader)
            {
                readers.ForEach(opened => opened.Dispose());
                return null;
            }
            readers.Add(reader);
        }
        return new KnowledgeIndex(readers);
    }

    [LoggerMessage(LogLevel.Warning, "The search index cannot be kept at {Path}: {Reason} It is kept elsewhere.")]
    private static partial void LogElsewhere(ILogger logger, string path, string reason);
}
