using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Storage;

/// <summary>
/// Writes that wait for SQLite's one writer. All that wait at a time are one transaction, synced to disk once, and nobody is
/// told before. Where one of them fails nothing is written, and each is done once more for itself: one never takes others along.
/// </summary>
/// <param name="turn">Held by whoever writes.</param>
internal sealed class SqliteWrites(string connectionText, SemaphoreSlim turn, TimeSpan longestWait) : IDisposable
{
    // So that the first of a group need not wait for a crowd.
    private const int MostAtOnce = 64;

    private const int Busy = 5;

    private readonly SqliteWriter writer = new(connectionText);
    private readonly Lock gate = new();
    private readonly Queue<Write> waiting = new();
    private bool isLed;

    /// <summary>What the work gave once it is written; null where it gave nothing, and nothing was written.</summary>
    /// <param name="work">May run twice.</param>
    public Task<T?> RunAsync<T>(Func<SqliteWriter, T?> work)
        where T : struct
    {
        var write = new Write<T>(work);
        lock (gate)
        {
            waiting.Enqueue(write);
            if (isLed)
                return write.Done;
            isLed = true;
        }
        // Whoever comes first does the work of all who come meanwhile.
        _ = LeadAsync();
        return write.Done;
    }

    public void Dispose() => writer.Dispose();

    private async Task LeadAsync()
    {
        List<Write>? group = null;
        try
        {
            if (!await turn.WaitAsync(longestWait))
                throw new TimeoutException("Other writers kept the database.", new SqliteException("busy", Busy));
            try
            {
                group = Take();
                Do(group);
            }
            catch
            {
                writer.Close();
                throw;
            }
            finally
            {
                turn.Release();
            }
        }
        // Whatever it is, nobody waits for ever, and those who come next are led.
        catch (Exception e)
        {
            foreach (var write in group ?? Take())
                write.Fail(e);
        }
        bool isMore;
        lock (gate)
            isMore = isLed = waiting.Count > 0;
        // They need not wait until this caller's reply is sent, nor this caller for theirs.
        if (isMore)
            ThreadPool.UnsafeQueueUserWorkItem(static writes => _ = writes.LeadAsync(), this, preferLocal: false);
    }

    private List<Write> Take()
    {
        lock (gate)
        {
            var group = new List<Write>(Math.Min(waiting.Count, MostAtOnce));
            while (group.Count < MostAtOnce && waiting.TryDequeue(out var write))
                group.Add(write);
            return group;
        }
    }

    private void Do(List<Write> group)
    {
        if (group.Count > 1 && DoTogether(group))
            return;
        for (var i = 0; i < group.Count; i++)
            if (DoAlone(group[i]) is { } away)
            {
                // They would wait as long, one after the other.
                Fail(group[(i + 1)..], away);
                return;
            }
    }

    /// <summary>False where one of them has to be left out.</summary>
    private bool DoTogether(List<Write> group)
    {
        try
        {
            writer.Begin();
            foreach (var write in group)
                if (!write.Run(writer))
                {
                    writer.RollBack();
                    return false;
                }
            writer.Commit();
        }
        catch (Exception e)
        {
            TakeBack(e);
            // Else whose it is shows when each is done alone.
            var isAway = StorageFailures.IsUnavailable(e);
            if (isAway)
                Fail(group, e);
            return isAway;
        }
        foreach (var write in group)
            write.Tell();
        return true;
    }

    /// <summary>Why the database is away; null where it is there.</summary>
    private Exception? DoAlone(Write write)
    {
        try
        {
            writer.Begin();
            if (write.Run(writer))
                writer.Commit();
            else
                writer.RollBack();
            write.Tell();
            return null;
        }
        catch (Exception e)
        {
            TakeBack(e);
            write.Fail(e);
            return StorageFailures.IsUnavailable(e) ? e : null;
        }
    }

    private void TakeBack(Exception e)
    {
        if (StorageFailures.IsUnavailable(e))
            writer.Close();
        else
            writer.RollBack();
    }

    private static void Fail(List<Write> group, Exception exception)
    {
        foreach (var write in group)
            write.Fail(exception);
    }

    private abstract class Write
    {
        public abstract bool Run(SqliteWriter writer);

        public abstract void Tell();

        /// <summary>Does nothing to one that was told.</summary>
        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteWriter, T?> work) : Write
        where T : struct
    {
        // Whoever waits goes on elsewhere: the next group waits for this thread.
        private readonly TaskCompletionSource<T?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T?> Done => done.Task;

        public override bool Run(SqliteWriter writer) => (result = work(writer)) is not null;

        public override void Tell() => done.TrySetResult(result);

        public override void Fail(Exception exception) => done.TrySetException(exception);
    }
}
