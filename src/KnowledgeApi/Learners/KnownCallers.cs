using System.Collections.Concurrent;

namespace KnowledgeApi.Learners;

/// <summary>
/// Who sent a request a moment ago, so that a learner's next one need not ask the database again. What another replica
/// changes is seen once the moment is over; a deleted learner has nothing left to see meanwhile, and can write nothing.
/// </summary>
internal sealed class KnownCallers(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> callers = new();

    public Caller? Find(string keyHash) =>
        callers.TryGetValue(keyHash, out var found) && found.Until > clock.GetUtcNow() ? found.Caller : null;

    public Caller Add(string keyHash, Caller caller)
    {
        if (callers.Count >= Most)
            callers.Clear();
        callers[keyHash] = (caller, clock.GetUtcNow() + Moment);
        return caller;
    }

    public void Forget(string learnerId)
    {
        foreach (var (keyHash, found) in callers)
            if (found.Caller.LearnerId == learnerId)
                callers.TryRemove(keyHash, out _);
    }
}
