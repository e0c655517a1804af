using KnowledgeApi.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Content.Serving;

/// <summary>With <c>Content:Watch</c>, serves what an author has just saved.</summary>
internal sealed class ContentWatcher(IOptions<ContentOptions> options, ContentReload reload) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Watch)
            return;
        await foreach (var _ in FolderChanges.Of(options.Value.Path, stoppingToken))
            reload.Run();
    }
}
