using System.Security.Cryptography;
using System.Text;
using KnowledgeApi.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Storage;

/// <summary>Where what is derived from content lies. Services of different content must not take turns in rebuilding one file.</summary>
public sealed class DerivedFiles(IOptions<StorageOptions> storage, IOptions<ContentOptions> content)
{
    public string Index { get; } =
        storage.Value.IndexPath is { Length: > 0 } path
            ? path
            : Path.Combine(Path.GetTempPath(), "knowledge-api", $"{Name(content.Value.Path)}.index.db");

    public string Articles => Path.ChangeExtension(Index, ".articles");

    private static string Name(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
}
