using System.Collections.Concurrent;

namespace KnowledgeApi.Content.Serving;

/// <summary>One state of the content folder with all that was made of it; whoever holds a lease keeps it whole.</summary>
public sealed class ContentSnapshot(Library library)
{
    private readonly ConcurrentDictionary<Type, Slot> derived = [];
    private readonly ConcurrentBag<IDisposable> owned = [];
    private int holders = 1;

    public Library Library => library;

    /// <summary>What is made of this content once and shared by all who read it.</summary>
    /// <param name="make">
    /// Run by no other caller: it rests on the scope it was given, which its caller holds locked while waiting for what is made.
    /// </param>
    internal T Derived<T>(Func<T> make)
        where T : class
    {
        var slot = derived.GetOrAdd(typeof(T), static _ => new());
        return (T)LazyInitializer.EnsureInitialized(ref slot.Made, ref slot.Gate, make);
    }

    /// <summary>Disposes of it once nobody holds this state any more.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }

    internal ContentSnapshot Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    internal void LetGo()
    {
        if (Interlocked.Decrement(ref holders) == 0)
            foreach (var resource in owned)
                resource.Dispose();
    }

    private sealed class Slot
    {
        public object? Made;
        public object? Gate = new();
    }
}
