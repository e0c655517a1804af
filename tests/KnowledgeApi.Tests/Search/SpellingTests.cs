using KnowledgeApi.Search;
using KnowledgeApi.Search.Evaluation;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Search;

public sealed class SpellingTests
{
    private const string Text = """
        # Words

        ## One

        The resolver completes names; kube-proxy rewrites addresses. A sidecar carries the policy of the namespace.

        ## Two

        DNS and HPA, headless Services, endpoints and PodDisruptionBudget; throttling, certificates. A header has a name.
        """;

    [Theory]
    [InlineData("resovler", "resolver")]
    [InlineData("ressolver", "resolver")]
    [InlineData("reslver", "resolver")]
    [InlineData("rezolfer", "resolver")]
    [InlineData("dsn", "dns")]
    [InlineData("hpaa", "hpa")]
    [InlineData("polciy", "policy")]
    [InlineData("certifcates", "certificate")]
    [InlineData("ertificates", "certificate")]
    [InlineData("endpointz", "endpoint")]
    [InlineData("side car", "sidecar")]
    [InlineData("nmaespace", "namespace")]
    [InlineData("thortling", "throttling")]
    [InlineData("headles", "headless")]
    public void ASlip_IsMended(string typed, string meant)
    {
        var correction = Assert.Single(Find(typed).Corrections);
        Assert.Equal(meant, correction.To);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("custom")]
    [InlineData("name")]
    [InlineData("xqzvwkjh")]
    [InlineData("dot")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void AWordOfItsOwn_IsLeft(string typed) => Assert.Empty(Find(typed).Corrections);

    [Fact]
    public void NothingNearIsMissed_AndNothingFarTaken()
    {
        const string letters = "abcde";
        var random = new Random(5);
        string Word() =>
            string.Concat(Enumerable.Range(0, random.Next(6, 9)).Select(_ => letters[random.Next(letters.Length)]));
        List<string> words = [.. Enumerable.Range(0, 60).Select(_ => Word()).Distinct()];
        using var asked = Open($"# T\n\n## S\n\n{string.Join(", ", words)}.\n");
        for (var i = 0; i < 200; i++)
        {
            var typed = Word();
            if (words.Contains(typed))
                continue;
            var least = words.Min(word => Distance(typed, word));
            var found = asked.Engine.Find(typed, SearchFilter.None).Corrections;
            if (least > 2)
                Assert.DoesNotContain(found, correction => !correction.To.Contains(' '));
            else if (found is [{ To: var to }] && !to.Contains(' '))
                Assert.Equal(least, Distance(typed, to));
            else
                Assert.NotEmpty(found);
        }
    }

    private static Findings Find(string question)
    {
        using var asked = Open(Text);
        return asked.Engine.Find(question, SearchFilter.None);
    }

    private static OpenedSearch Open(string text) => new(TemporaryContent.Of("a.md", text));

    // Letters added, dropped, changed, or exchanged with their neighbour: the table in full.
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        for (var j = 0; j <= b.Length; j++)
        {
            if (i == 0 || j == 0)
            {
                table[i, j] = i + j;
                continue;
            }
            var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            table[i, j] = Math.Min(change, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
        }
        return table[a.Length, b.Length];
    }
}
