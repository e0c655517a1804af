using KnowledgeApi.Content;

namespace KnowledgeApi.Tests.Content;

/// <summary>A content folder of its own for one test.</summary>
public sealed class TemporaryContent : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("content-").FullName;

    public TemporaryContent With(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public TemporaryContent With(string file, byte[] bytes)
    {
        With(file, "");
        File.WriteAllBytes(System.IO.Path.Combine(Path, file), bytes);
        return this;
    }

    public Library Load() => LibraryLoader.Load(Path);

    public static Library Of(string file, string text)
    {
        using var content = new TemporaryContent();
        return content.With(file, text).Load();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
