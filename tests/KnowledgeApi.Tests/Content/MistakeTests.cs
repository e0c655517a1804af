using KnowledgeApi.Content.Checking;

namespace KnowledgeApi.Tests.Content;

/// <summary>
/// A folder with every mistake an author can make. What the check says of it stands in <c>Mistakes.approved.txt</c>; run
/// the tests with <c>APPROVE=1</c> to rewrite it, and review the difference.
/// </summary>
public class MistakeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Content/Mistakes");

    [Fact]
    public async Task Each_is_named_by_file_and_line()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exitCode = await ContentCheckCommand.RunAsync(
            ["content", "check", Folder],
            output,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(1, exitCode);
        var approved = $"{Folder}.approved.txt";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(approved, output.ToString());
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved) : "", output.ToString());
    }
}
