using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Tests.Embedding;

public sealed class EmbedTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Quiz = "/embed/quizzes/kubernetes-networking";
    const string Question = "/embed/questions/net-refused-at-once";

    readonly HttpClient client = app.CreateClient();

    [Fact]
    public async Task AQuiz_IsAFormThatNeedsNothingElse()
    {
        var response = await client.GetAsync(Quiz, TestContext.Current.CancellationToken);
        var html = await PageAsync(response, HttpStatusCode.OK);
        Assert.Contains("<form method=\"post\"", html);
        Assert.Matches("<fieldset[^>]*>\\s*<legend>", html);
        Assert.Contains("type=\"radio\"", html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html);
        Assert.DoesNotMatch(" on[a-z]+=", html);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors *", policy);
        var style = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy);
    }

    [Fact]
    public async Task FramingIsByOption()
    {
        using var other = KnowledgeApp.With(
            ("Embedding:FrameAncestors", "https://wiki.example https://*.school.example")
        );
        var response = await other.CreateClient().GetAsync(Quiz, TestContext.Current.CancellationToken);
        Assert.EndsWith(
            "frame-ancestors https://wiki.example https://*.school.example",
            response.Headers.GetValues("Content-Security-Policy").Single()
        );
    }

    [Fact]
    public async Task NoKeyStandsInThePage_BeforeTheAnswer()
    {
        var html = await PageAsync(
            await client.GetAsync(Question, TestContext.Current.CancellationToken),
            HttpStatusCode.OK
        );
        Assert.DoesNotContain("rejects connections at once", html);
        Assert.DoesNotContain("DNS has done its part", html);
        Assert.DoesNotContain("checked", html);
    }

    [Theory]
    [InlineData("Whether the Service has any ready endpoints", "Correct")]
    [InlineData("The search path in the caller&#x27;s", "Wrong")]
    public async Task AnAnswer_IsGraded_AndStaysChosen(string option, string verdict)
    {
        var page = await PageAsync(
            await client.GetAsync(Question, TestContext.Current.CancellationToken),
            HttpStatusCode.OK
        );
        var value = Regex
            .Matches(page, "value=\"([0-9a-f]+)\"> (.*)</label>")
            .First(match => match.Groups[2].Value.Replace("'", "&#x27;").StartsWith(option, StringComparison.Ordinal))
            .Groups[1]
            .Value;
        var html = await PostAsync(Question, $"a:net-refused-at-once={value}", HttpStatusCode.OK);
        Assert.Contains($"<strong>{verdict}</strong>", html);
        Assert.Contains("role=\"status\"", html);
        Assert.Contains("rejects connections at once", html);
        Assert.Matches($"value=\"{value}\" checked", html);
    }

    [Fact]
    public async Task EveryQuestionOfAQuiz_CanBeAnsweredByItsFields()
    {
        var page = await PageAsync(
            await client.GetAsync(Quiz, TestContext.Current.CancellationToken),
            HttpStatusCode.OK
        );
        var fields = new List<KeyValuePair<string, string>>();
        foreach (
            Match input in Regex.Matches(page, "<input type=\"(radio|checkbox)\" name=\"([^\"]+)\" value=\"([^\"]+)\"")
        )
            if (fields.TrueForAll(field => field.Key != input.Groups[2].Value))
                fields.Add(new(input.Groups[2].Value, WebUtility.HtmlDecode(input.Groups[3].Value)));
        foreach (Match select in Regex.Matches(page, "<select name=\"([^\"]+)\">.*?</select>"))
        {
            var values = Regex
                .Matches(select.Value, "value=\"([^\"]+)\"")
                .Select(match => match.Groups[1].Value)
                .ToList();
            var place = fields.Count(field => field.Key.Split(':')[1] == select.Groups[1].Value.Split(':')[1]);
            fields.Add(new(select.Groups[1].Value, values[place]));
        }
        foreach (Match text in Regex.Matches(page, "(?:<input type=\"text\"|<textarea) name=\"([^\"]+)\""))
            fields.Add(new(text.Groups[1].Value, "7"));
        var response = await client.PostAsync(
            Quiz,
            new FormUrlEncodedContent(fields),
            TestContext.Current.CancellationToken
        );
        var html = await PageAsync(response, HttpStatusCode.OK);
        Assert.Matches(@"\d+(\.\d+)? of \d+ points", html);
        Assert.Equal(
            fields.Select(field => field.Key.Split(':')[1]).Distinct().Count(),
            Regex.Count(html, "<div role=\"status\"")
        );
    }

    [Theory]
    [InlineData("foo=bar")]
    [InlineData("a:net-refused-at-once=no-such-option")]
    [InlineData("a:other-question=1")]
    [InlineData("a:lab-selector=1")]
    [InlineData("%ff%00=%zz&=&&==")]
    public async Task Garbage_GetsAFriendlyPage(string body)
    {
        var html = await PostAsync(Question, body, HttpStatusCode.BadRequest);
        Assert.Contains("role=\"status\"", html);
    }

    [Theory]
    [InlineData("{}", "application/json", 400)]
    [InlineData("x", "multipart/form-data", 400)]
    [InlineData("x", "multipart/form-data; boundary=b", 400)]
    public async Task WhatIsNoForm_GetsAFriendlyPage(string body, string type, int status)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        var response = await client.PostAsync(Question, content, TestContext.Current.CancellationToken);
        await PageAsync(response, (HttpStatusCode)status);
    }

    [Fact]
    public async Task AHugeForm_IsRefused()
    {
        var html = await PostAsync(Question, new string('x', 2 << 20), HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("1,048,576", html);
    }

    [Fact]
    public async Task ManyFields_AreRefused()
    {
        var body = string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"f{i}=1"));
        await PostAsync(Question, body, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/embed/quizzes/kubernetes-networkin", HttpStatusCode.NotFound, "kubernetes-networking")]
    [InlineData("/embed/questions/net-refused-at-onc", HttpStatusCode.NotFound, "net-refused-at-once")]
    [InlineData("/embed/nothing", HttpStatusCode.NotFound, "")]
    [InlineData(Quiz + "?seed=x", HttpStatusCode.BadRequest, "seed")]
    public async Task WhatIsNotThere_IsToldAsAPage(string path, HttpStatusCode status, string named)
    {
        var html = await PageAsync(await client.GetAsync(path, TestContext.Current.CancellationToken), status);
        Assert.Contains(named, html);
    }

    async Task<string> PostAsync(string path, string body, HttpStatusCode status)
    {
        var response = await client.SendAsync(HttpMethod.Post, path, body, "application/x-www-form-urlencoded");
        return await PageAsync(response, status);
    }

    static async Task<string> PageAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {html}");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return html;
    }
}
