using KnowledgeApi.Hosting.Requests;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Storage;

/// <summary>Deletes what nobody can ask for any more: sessions whose handle has lived, and replies kept long enough.</summary>
internal sealed class ExpiredData(LearnerStore store, TimeProvider clock, IHostApplicationLifetime application)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        // The first use of the framework takes a while, and nobody should wait for it.
        var started = new TaskCompletionSource();
        await using var registration = application.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            do await DeleteAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private Task<Outcome<string>> DeleteAsync(CancellationToken cancellationToken) =>
        store.WriteAsync<string>(
            async context =>
            {
                var now = clock.GetUtcNow();
                await context.Sessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
                await context.IdempotencyKeys.Where(k => k.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
                return "";
            },
            cancellationToken
        );
}
