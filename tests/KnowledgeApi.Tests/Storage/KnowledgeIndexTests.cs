using KnowledgeApi.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeApi.Tests.Storage;

public sealed class KnowledgeIndexTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("index-").FullName;

    string File => Path.Combine(folder, "sub", "index.db");

    [Fact]
    public void UnchangedContent_IsLeftAlone()
    {
        Open("a", "pod").Dispose();
        var written = System.IO.File.GetLastWriteTimeUtc(File);
        using var again = Open("a", "never read");
        Assert.Equal(1, Count(again, "pod"));
        Assert.Equal(written, System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Fact]
    public void ChangedContent_TakesThePlace_WhileOldReadersKeepTheirs()
    {
        using var old = Open("a", "pod");
        using var changed = Open("b", "service");
        Assert.Equal((1, 0), (Count(old, "pod"), Count(old, "service")));
        Assert.Equal((0, 1), (Count(changed, "pod"), Count(changed, "service")));
        Assert.Equal(File, Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void ACorruptFile_IsBuiltAgain(int damagedFrom)
    {
        Open("a", "pod").Dispose();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = damagedFrom;
            file.Write(new byte[20_000]);
            file.SetLength(25_000);
        }
        using var index = Open("a", "pod");
        Assert.Equal(1, Count(index, "pod"));
    }

    [Fact]
    public void ALockedFile_IsNoHindrance()
    {
        Open("a", "pod").Dispose();
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=false");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        using var index = Open("b", "service");
        Assert.Equal(1, Count(index, "service"));
    }

    [Fact]
    public void APlaceThatCannotBeWritten_IsReplacedByAnother()
    {
        System.IO.File.WriteAllText(Path.Combine(folder, "sub"), "a file where a folder should be");
        using var index = Open("a", "pod");
        Assert.Equal(1, Count(index, "pod"));
    }

    [Fact]
    public async Task ManyMayStartAtOnce()
    {
        var opened = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => Task.Run(() => Open($"r{i % 3}", $"word{i % 3}")))
        );
        for (var i = 0; i < opened.Length; i++)
        {
            Assert.Equal(1, Count(opened[i], $"word{i % 3}"));
            opened[i].Dispose();
        }
    }

    KnowledgeIndex Open(string revision, string word) =>
        KnowledgeIndex.Open(File, revision, new IndexRows([new SectionRow(word, "", "", "")], []), NullLogger.Instance);

    static int Count(KnowledgeIndex index, string word) =>
        index.Read(reader => reader.Sections($"\"{word}\"").ToList()).Count;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
