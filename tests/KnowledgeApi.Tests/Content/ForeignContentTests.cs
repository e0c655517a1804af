using KnowledgeApi.Content;

namespace KnowledgeApi.Tests.Content;

/// <summary>
/// One file for each habit and each mistake of authors. What the library makes of them stands beside them in
/// <c>Foreign.approved/</c>; run the tests with <c>APPROVE=1</c> to rewrite it, and review the difference.
/// </summary>
public class ForeignContentTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Content/Foreign");

    private static readonly Library Library = LibraryLoader.Load(Folder);

    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_read_as_approved(string file)
    {
        var approved = Path.Combine(Folder + ".approved", file.Replace('/', '-') + ".txt");
        var read = LibraryText.Of(Library, file);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.WriteAllText(approved, read);
        }
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved) : "", read);
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\r", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public void Reads_the_same_with_any_line_end_and_mark(string lineEnd, string mark)
    {
        using var content = new TemporaryContent();
        foreach (var row in Files)
            content.With(
                row.Data,
                mark + File.ReadAllText(Path.Combine(Folder, row.Data)).Replace("\n", lineEnd, StringComparison.Ordinal)
            );
        var library = content.Load();
        foreach (var row in Files)
            Assert.Equal(LibraryText.Of(Library, row.Data), LibraryText.Of(library, row.Data));
    }

    [Fact]
    public void No_key_is_left_in_what_is_served_of_an_article()
    {
        var article = Library.FindArticle("blocks")!;
        foreach (
            var text in new[]
            {
                article.Markdown,
                article.Html,
                string.Join('\n', article.Sections.Select(section => section.PlainText)),
            }
        )
        {
            Assert.DoesNotContain("[x]", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ClusterIP", text, StringComparison.Ordinal);
            Assert.DoesNotContain("= 110", text, StringComparison.Ordinal);
            Assert.DoesNotContain("readiness", text, StringComparison.Ordinal);
            Assert.DoesNotContain("eins", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Right", text, StringComparison.Ordinal);
            Assert.Contains("Which ones?", text, StringComparison.Ordinal);
        }
    }
}
