using System.ComponentModel;
using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Search;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Openings of a conversation that a person picks.</summary>
[McpServerPromptType]
public sealed class KnowledgePrompts(Library library, SearchService search)
{
    private const int UsualQuestions = 5;
    private const int MostQuestions = 20;

    /// <summary>What people see first when a connection fails.</summary>
    public static readonly string[] Symptoms =
    [
        "connection refused",
        "connection timed out",
        "connection reset by peer",
        "no route to host",
        "could not resolve host",
        "NXDOMAIN",
        "404 Not Found from the Ingress",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
        "certificate is not valid for the name",
        "works from one Pod but not from another",
        "works by IP address but not by name",
        "fails for a while after each rollout",
    ];

    [McpServerPrompt(Title = "Mock interview")]
    [Description("An interview on Kubernetes networking: one question at a time, graded, with a report at the end.")]
    public IList<PromptMessage> MockInterview(
        [Description("A topic of the series, such as dns; all where absent.")] string? topic = null,
        [Description("junior, mid or senior; all where absent.")] string? level = null,
        [Description("How many questions, 1 to 20; 5 where absent.")] string? questions = null
    )
    {
        var arguments = new Arguments();
        var about = arguments.Known("topic", topic, library.Topics.Select(t => t.Id));
        var at = arguments.Choice<Level>("level", level);
        var count = arguments.Integer("questions", questions, 1, MostQuestions) ?? UsualQuestions;
        Check(arguments);
        var filter = string.Join(
            ", ",
            new[]
            {
                "mode: mock-interview",
                about is null ? null : $"topic: {about}",
                at is { } stated ? $"level: {EnumNames<Level>.Of(stated)}" : null,
                string.Create(CultureInfo.InvariantCulture, $"count: {count}"),
            }.OfType<string>()
        );
        return Say(
            $"""
            Interview me on Kubernetes networking, {count} questions.

            Start with the tool practice (action: start, {filter}) and keep its handle. Put one question at a time, in your own words but with every option, and wait for my answer. Send it with action: answer, unchanged and before you comment on it; never tell a key before that. Then tell me in two sentences what was right and what was missing, with the url of the section it rests on, and go on with action: next. Where a grade is undecided, judge by its rubric and say so.

            At the end use action: report and give me my score, my weakest topic and the two sections to read next, with urls.
            """
        );
    }

    [McpServerPrompt(Title = "Explain a topic")]
    [Description("An explanation from the series, with sources and an example that is run.")]
    public IList<PromptMessage> ExplainTopic(
        [Description("A topic, a term or a question in your own words.")] string topic,
        [Description("junior, mid or senior: for whom it is; mid where absent.")] string? level = null
    )
    {
        var arguments = new Arguments();
        arguments.Words("topic", topic);
        var at = arguments.Choice<Level>("level", level) ?? Level.Mid;
        Check(arguments);
        var messages = Say(
            $"""
            Explain "{topic}" to a {EnumNames<Level>.Of(at)} engineer, on the ground of the knowledge server alone.

            Find the sections with search_knowledge and read the best with read_section; what they do not say, say that the series does not cover. Begin with the answer in three sentences, then how it works step by step, then the usual mistake. Show it with an example: find one with list_scenarios, run it with run_scenario and quote the hop that decides. Cite the url of each section you use. End with one question to me from get_questions, without its key.
            """
        );
        if (Nearest(topic) is { } section)
            messages.Add(
                new()
                {
                    Role = Role.User,
                    Content = new EmbeddedResourceBlock
                    {
                        Resource = new TextResourceContents
                        {
                            Uri = KnowledgeUri.Section(section.Section.ArticleSlug, section.Section.Anchor),
                            MimeType = "text/markdown",
                            Text = ResourceText.Of(section.Article, section.Section),
                        },
                    },
                }
            );
        return messages;
    }

    [McpServerPrompt(Title = "Debug connectivity")]
    [Description("Finds why a connection fails, by running it in your manifests, and the smallest fix.")]
    public static IList<PromptMessage> DebugConnectivity(
        [Description("What you see, such as connection refused or 503 Service Unavailable.")] string symptom,
        [Description("Who calls, such as Pod shop/client or the internet.")] string? from = null,
        [Description("What is called, such as http://web.shop or Service shop/web port 80.")] string? to = null
    )
    {
        var arguments = new Arguments();
        arguments.Words("symptom", symptom);
        Check(arguments);
        return Say(
            $"""
            Find out why this connection fails: {symptom}.
            From: {from ?? "ask me"}. To: {to ?? "ask me"}.

            Do not guess. Ask me for the manifests of what is involved (kubectl get pods,services,endpointslices,ingresses,networkpolicies,namespaces -A -o yaml; Secrets are not needed). Run the request with simulate_requests; it names the hop and the manifest line that decide, and what else the manifests get wrong. Then use diagnose_request with what I meant to happen: it proposes the smallest changes and proves each by running it. If the simulation is delivered though the real call fails, say so and look at what manifests do not show: the application's own port, readiness, DNS caches, cloud firewalls.

            Tell me the cause in one sentence with object and line, the change as YAML, and the run that proves it.
            """
        );
    }

    private SectionOf? Nearest(string topic)
    {
        var found = search.Search(topic, new SearchFilter(ResultKind.Section, null, null), 1, null);
        return
            found.Value?.Results is [{ Article: { } slug, Anchor: { } anchor }]
            && library.FindArticle(slug) is { } article
            && library.FindSection(slug, anchor) is { } section
            ? new SectionOf(article, section)
            : null;
    }

    private static void Check(Arguments arguments)
    {
        if (arguments.Fault is { } fault)
            throw new McpProtocolException(fault.Detail, McpErrorCode.InvalidParams);
    }

    private static List<PromptMessage> Say(string text) =>
        [
            new()
            {
                Role = Role.User,
                Content = new TextContentBlock { Text = text },
            },
        ];
}
