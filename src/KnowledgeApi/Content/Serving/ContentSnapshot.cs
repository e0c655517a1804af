using System.Collections.Concurrent;

namespace KnowledgeApi.Content.Serving;

/// <summary>One state of the content folder with all that was made of it; whoever holds a lease keeps it whole.</summary>
public sealed class ContentSnapshot(Library library)
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> derived = [];
    private readonly ConcurrentBag<IDisposable> owned = [];
    private int holders = 1;

    public Library Library => library;

    /// <summary>What is made of this content once and shared by all who read it.</summary>
    internal T Derived<T>(Func<T> make)
        where T : class => (T)derived.GetOrAdd(typeof(T), _ => new Lazy<object>(make)).Value;

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
}
