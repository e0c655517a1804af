using System.Text.Json;
using KnowledgeApi.Content;

namespace KnowledgeApi.Tests.Content;

/// <summary>Articles that were kept from one start to the next are the articles that would be parsed.</summary>
public sealed class KeepingTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kept-").FullName;

    string Store => Path.Combine(folder, "articles");

    public static TheoryData<string> Folders =>
        [Repository.Content, Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Content/Foreign")];

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_is_kept_is_what_would_be_parsed(string content)
    {
        var parsed = LibraryLoader.Load(content);
        Assert.Equal(Whole(parsed), Whole(Load(content)));
        var written = File.ReadAllBytes(Store);
        var stamped = File.GetLastWriteTimeUtc(Store);
        var kept = Load(content);
        Assert.Equal(stamped, File.GetLastWriteTimeUtc(Store));
        Assert.Equal(Whole(parsed), Whole(kept));
        Assert.NotEmpty(written);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_is_kept_serves_under_another_address(string content)
    {
        Load(content);
        var stamped = File.GetLastWriteTimeUtc(Store);
        var elsewhere = new Uri("https://wiki.example/");
        var parsed = LibraryLoader.Load(content, new LoadOptions { BaseUrl = elsewhere });
        Assert.Equal(Whole(parsed), Whole(Load(content, elsewhere)));
        Assert.Equal(stamped, File.GetLastWriteTimeUtc(Store));
    }

    [Fact]
    public void An_address_that_an_author_typed_stays_under_another_address()
    {
        using var content = new TemporaryContent();
        content.With(
            "a.md",
            "---\nnext: {title: B, url: \"http://localhost:5080/api/v1/articles/b\"}\n---\n# A\n\n## Further reading\n\n- [B](http://localhost:5080/x)\n- [C](b.md)\n"
        );
        content.With("b.md", "# B\n");
        Load(content.Path);
        var elsewhere = new Uri("https://wiki.example/");
        var parsed = LibraryLoader.Load(content.Path, new LoadOptions { BaseUrl = elsewhere });
        Assert.Equal(Whole(parsed), Whole(Load(content.Path, elsewhere)));
    }

    [Fact]
    public void Changed_content_is_parsed_again()
    {
        using var content = new TemporaryContent();
        content.With("a.md", "# A\n\nOld.\n");
        Load(content.Path);
        content.With("a.md", "# A\n\nNew.\n");
        Assert.Contains("New.", Load(content.Path).Articles[0].Markdown, StringComparison.Ordinal);
        Assert.StartsWith(
            "https://wiki.example/",
            Load(content.Path, new Uri("https://wiki.example")).Articles[0].Url,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(-1)]
    public void A_damaged_file_counts_for_nothing(int length)
    {
        using var content = new TemporaryContent();
        content.With("a.md", "# A\n\n## FAQ\n\n**Why?** Because.\n").With("b.md", "# B\n\n- **C**: d\n");
        var whole = Whole(Load(content.Path));
        var bytes = File.ReadAllBytes(Store);
        File.WriteAllBytes(Store, length < 0 ? bytes[..^1] : bytes[..Math.Min(length, bytes.Length - 1)]);
        Assert.Equal(whole, Whole(Load(content.Path)));
        Assert.Equal(bytes.Length, new FileInfo(Store).Length);
    }

    [Fact]
    public void An_article_that_cannot_be_parsed_is_named_once_however_often_it_is_kept()
    {
        using var content = new TemporaryContent();
        content.With("a.md", string.Concat(Enumerable.Repeat("> ", 5000)) + "x").With("b.md", "# B\n");
        Assert.Single(Load(content.Path).Problems);
        Assert.Single(Load(content.Path).Problems);
    }

    [Fact]
    public void A_file_with_any_bit_flipped_is_written_anew()
    {
        using var content = new TemporaryContent();
        content.With("a.md", "# A\n\nTwo words.\n\n## FAQ\n\n**Why?** Because.\n");
        var whole = Whole(Load(content.Path));
        var bytes = File.ReadAllBytes(Store);
        // Lengths that grow beyond memory, letters that change and flags that turn are all among them.
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(Store, damaged);
            Assert.Equal(whole, Whole(Load(content.Path)));
            Assert.Equal(bytes, File.ReadAllBytes(Store));
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_keeps_nothing_and_stops_nothing()
    {
        using var content = new TemporaryContent();
        content.With("a.md", "# A\n");
        File.WriteAllText(Path.Combine(folder, "file"), "");
        var options = new LoadOptions { ArticleStore = Path.Combine(folder, "file", "articles") };
        Assert.Single(LibraryLoader.Load(content.Path, options).Articles);
    }

    Library Load(string content, Uri? baseUrl = null)
    {
        var options = new LoadOptions { ArticleStore = Store };
        return LibraryLoader.Load(content, baseUrl is null ? options : options with { BaseUrl = baseUrl });
    }

    static string Whole(Library library) =>
        JsonSerializer.Serialize(
            new
            {
                library.Revision,
                library.Articles,
                library.Questions,
                library.Quizzes,
                library.Flashcards,
                library.Glossary,
                library.Topics,
                library.Problems,
            }
        );

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
