using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace KnowledgeApi.Content.Serving;

/// <summary>Says when files of a folder have changed and come to rest: an editor's save is several changes, a checkout hundreds.</summary>
internal static class FolderChanges
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public static async IAsyncEnumerable<DateTimeOffset> Of(
        string folder,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var changes = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        using var files = new PhysicalFileProvider(folder);
        using var watching = ChangeToken.OnChange(() => files.Watch("**/*"), () => changes.Writer.TryWrite(true));
        while (await changes.Reader.WaitToReadAsync(cancellationToken))
        {
            var since = DateTimeOffset.UtcNow;
            while (changes.Reader.TryRead(out _) && DateTimeOffset.UtcNow - since < LongestWait)
                await Task.Delay(Rest, cancellationToken);
            yield return DateTimeOffset.UtcNow;
        }
    }
}
