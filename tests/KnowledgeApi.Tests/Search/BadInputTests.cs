using System.Net;

namespace KnowledgeApi.Tests.Search;

/// <summary>Whatever is typed gives results or a 400 that says what is wrong, at both doors.</summary>
public sealed class BadInputTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    static readonly string[] Texts =
    [
        "",
        " ",
        "\t\n",
        "?",
        "\"",
        "\"\"",
        "\"\"\" unbalanced",
        "'; DROP TABLE sections; --",
        "1' OR '1'='1",
        "SELECT * FROM sections WHERE heading MATCH 'pod'",
        "UNION SELECT name FROM sqlite_master",
        "AND",
        "OR NOT NEAR(a b, 3)",
        "NEAR",
        "heading:pod",
        "^pod* + {a b}: c - d",
        "pod*",
        "pod AND",
        "(pod",
        "-pod",
        "-pod -service \"-\"",
        "\u0000\u0001\u001f pod",
        "pod\u0000service",
        "\ud83d\ude00 \u202e \u200b \ufeff",
        "%00%0a%%",
        "\\\\ %'_\\",
        "<script>alert(1)</script>",
        "${jndi:ldap://x.example}",
        "../../etc/passwd",
        "ünïcödé straße İstanbul",
        "测试 服务 מבחן",
        "apiVersion: v1\nkind: Service\nspec:\n  ports: [{port: 80}]",
        "dial tcp 10.96.0.10:443: connect: connection refused (8f3a9c77-1b2d-4e5f-9a0b-112233445566)",
        new string('x', 1_999),
        new string('"', 1_999),
        new string('-', 1_999),
        string.Concat(Enumerable.Repeat("pod ", 499)),
        string.Concat(Enumerable.Repeat("\"a\" ", 400)),
        string.Concat(Enumerable.Repeat("a-", 900)),
        new string('x', 10_000),
        string.Concat(Enumerable.Repeat("service pod ", 900)),
    ];

    readonly HttpClient client = app.CreateClient();

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var door in (string[])["search", "answers"])
                for (var i = 0; i < Texts.Length; i++)
                    cases.Add(door, i);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnyText_GivesResultsOrAClearRefusal(string door, int text)
    {
        var response = await client.GetAsync(
            $"/api/v1/{door}?q={Uri.EscapeDataString(Texts[text])}",
            TestContext.Current.CancellationToken
        );
        if (string.IsNullOrWhiteSpace(Texts[text]) || Texts[text].Length > 2_000)
            Assert.Equal("q", (string?)(await response.ProblemAsync(400))["errors"]![0]!["parameter"]);
        else
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The server itself cuts long request lines off, which the in-memory one of the other tests does not.</summary>
    [Fact]
    public async Task TenThousandCharacters_AreRefusedWithAReason_OverAPortToo()
    {
        using var listening = new KnowledgeApp();
        listening.UseKestrel(0);
        using var overPort = listening.CreateClient();
        var question = Uri.EscapeDataString(new string('网', 10_000));
        var response = await overPort.GetAsync($"/api/v1/search?q={question}", TestContext.Current.CancellationToken);
        Assert.Contains("2,000", (string?)(await response.ProblemAsync(400))["detail"]);
    }
}
