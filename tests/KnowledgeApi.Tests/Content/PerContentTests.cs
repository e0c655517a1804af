using System.Diagnostics;
using KnowledgeApi.Content;
using KnowledgeApi.Content.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeApi.Tests.Content;

/// <summary>What is made of the content once, asked for by two at the same moment for the first time.</summary>
public sealed class PerContentTests
{
    const int Callers = 2;

    // Each has a small chance that one is between looking for it and making it.
    static readonly TimeSpan Trying = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task TheFirstCallersAtOnce_ShareOne_AndNoneWaitsForEver()
    {
        using var content = new TemporaryContent();
        var library = LibraryLoader.Load(content.Path, new() { BaseUrl = new("http://localhost/") });
        var snapshot = new ContentSnapshot(library);
        await using var services = new ServiceCollection()
            .AddScoped(_ => snapshot)
            .AddScoped(provider => provider.GetRequiredService<ContentSnapshot>().Library)
            .AddPerContent<Made>()
            .BuildServiceProvider();
        var (ready, rounds, shared) = (0, 0, 0);
        var (watch, isOver) = (Stopwatch.StartNew(), false);
        var made = new Made[Callers];
        using var together = new Barrier(Callers, _ => (snapshot, isOver) = (new(library), watch.Elapsed > Trying));

        void Ask(int caller)
        {
            for (var round = 1; !isOver; round++)
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                using var scope = services.CreateScope();
                Interlocked.Increment(ref ready);
                // To be woken would take longer than the moment that counts.
                while (Volatile.Read(ref ready) < Callers * round)
                    Thread.SpinWait(1);
                made[caller] = scope.ServiceProvider.GetRequiredService<Made>();
                together.SignalAndWait(TestContext.Current.CancellationToken);
                if (caller != 0)
                    continue;
                rounds++;
                if (ReferenceEquals(made[0], made[1]))
                    shared++;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => OnItsOwnThread(() => Ask(caller))))
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(rounds, shared);
    }

    static Task OnItsOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    sealed class Made(Library library)
    {
        public Library Library => library;
    }
}
