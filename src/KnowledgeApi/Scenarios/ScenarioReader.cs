using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Timelines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using NetworkSimulator;
using NetworkSimulator.Timelines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Scenarios;

/// <summary>A scenario's folder to a document, and the question blocks in its story.</summary>
internal sealed class ScenarioReader
{
    private readonly SourceFile file;
    private readonly FrontMatter frontMatter;
    private readonly List<ContentProblem> problems;

    private ScenarioReader(SourceFile file, FrontMatter frontMatter, List<ContentProblem> problems) =>
        (this.file, this.frontMatter, this.problems) = (file, frontMatter, problems);

    /// <param name="folder">The files beside <c>scenario.md</c>.</param>
    public static (ScenarioDocument Scenario, List<Question> Questions) Read(
        SourceFile file,
        IReadOnlyList<SourceFile> folder,
        ArticleMap map,
        List<ContentProblem> problems
    )
    {
        var (frontMatter, body) = FrontMatter.Split(file, problems);
        return new ScenarioReader(file, frontMatter, problems).Read(body, folder, map);
    }

    public static string SlugOf(SourceFile file) => Slug(FrontMatter.Split(file, []).Values, file);

    private static string Slug(FrontMatter frontMatter, SourceFile file) =>
        Slugger.ForAddress(frontMatter.String("slug") ?? file.Path.Split('/')[^2]);

    private (ScenarioDocument, List<Question>) Read(Body body, IReadOnlyList<SourceFile> folder, ArticleMap map)
    {
        var links = new LinkResolver(map, file.Path);
        var slug = Slug(frontMatter, file);
        var topics = frontMatter.List("topics", "topic", "tags").Distinct().ToImmutableArray();
        var article = frontMatter.String("article");
        var (blocks, story) = QuestionBlocks.Extract(body, links, file.Path, problems);
        var manifests = FileNamed(folder, "manifests.yaml") ?? FileNamed(folder, "manifests.yml");
        var scenario = new ScenarioDocument
        {
            Slug = slug,
            Title = frontMatter.String("title") ?? Outline.FirstTitle(MarkdownReader.Parse(story.Markdown)) ?? slug,
            Summary = frontMatter.String("summary", "description"),
            ArticleSlug = article is null ? null : links.Resolve(article)?.Slug ?? article,
            Level = LevelReader.Read(frontMatter, file.Path, Level.Mid, problems),
            Topics = topics.IsEmpty ? [article ?? slug] : topics,
            Story = new MarkdownText(story.Markdown, links),
            Requests = Requests("requests"),
            Goals = Requests("goals"),
            Hints = [.. frontMatter.List("hints")],
            Timeline = Timeline(),
            Capacity = Capacity(manifests is not null),
            CitedLinks =
            [
                .. MarkdownReader
                    .Parse(story.Markdown)
                    .Descendants<LinkInline>()
                    .Select(link => links.Resolve(link.Url ?? ""))
                    .OfType<LinkTarget>()
                    .Where(target => target.Kind == LinkTargetKind.Article),
            ],
            Manifests = manifests,
            Solution = FileNamed(folder, "solution.yaml") ?? FileNamed(folder, "solution.yml"),
            WrongFixes = [.. folder.Where(IsWrongFix).Select(WrongFix)],
            SourceFile = file.Path,
        };
        CheckLab(scenario);
        var owner = new QuestionOwner(slug, file.Path, scenario.Level, scenario.Topics, links);
        return (scenario, [.. blocks.Select(block => QuestionFactory.FromBlock(block, owner, null, problems))]);
    }

    private void CheckLab(ScenarioDocument scenario)
    {
        if (scenario is { IsLab: true, Runnable: false })
            Report(
                1,
                ProblemSeverity.Error,
                "The scenario has goals but no manifests.yaml beside it, so no goal can be tried"
            );
        else if (
            scenario is { Runnable: true, Requests.IsEmpty: true, Goals.IsEmpty: true, Timeline: null, Capacity: null }
        )
            Report(1, ProblemSeverity.Warning, "The scenario has manifests but nothing to run in them");
        else if (scenario is { IsLab: true, Solution: null })
            Report(
                1,
                ProblemSeverity.Warning,
                "The lab has no solution.yaml, so nothing proves that its goals can be met"
            );
    }

    private ImmutableArray<ScenarioRequest> Requests(string key)
    {
        var node = frontMatter.Node(key);
        if (node is null)
            return [];
        if (node is not YamlSequenceNode sequence)
        {
            Report(
                frontMatter.Line(node),
                ProblemSeverity.Error,
                $"\"{key}\" is no list; expected one of {{from, to, expect}}"
            );
            return [];
        }
        return [.. sequence.Children.Select((item, i) => Request(item, $"{key}[{i}]")).OfType<ScenarioRequest>()];
    }

    private ScenarioRequest? Request(YamlNode node, string field)
    {
        var line = frontMatter.Line(node);
        if (ToJson(node, field) is not JsonObject request)
        {
            Report(
                line,
                ProblemSeverity.Error,
                $"\"{field}\" is no mapping; expected {{from, to, expect}}. It is left out"
            );
            return null;
        }
        if (request["from"] is not JsonObject || request["to"] is not JsonObject)
        {
            Report(line, ProblemSeverity.Error, $"\"{field}\" lacks \"from\" or \"to\". It is left out");
            return null;
        }
        var expect = request["expect"];
        request.Remove("expect");
        var name = request["name"]?.ToString();
        request.Remove("name");
        return new ScenarioRequest(name, Element(request), expect is null ? null : Element(expect), line);
    }

    private JsonElement? Timeline() =>
        Plan("timeline", json => TimelinePlanReader.Read(json, TimelineLimits.Default, "timeline").Errors);

    private JsonElement? Capacity(bool hasManifests) =>
        Plan("capacity", json => CapacityFaults.Of(json, new(), "capacity", hasManifests));

    private JsonElement? Plan(string key, Func<JsonElement, IReadOnlyList<PlanError>> check)
    {
        if (Json(key) is not { } json)
            return null;
        var errors = check(json);
        foreach (var error in errors)
            Report(
                frontMatter.Line(frontMatter.Node(key)!),
                ProblemSeverity.Error,
                $"\"{error.Field}\": {error.Message} Expected: {error.Expected}"
            );
        return errors.Count == 0 ? json : null;
    }

    private JsonElement? Json(string key) =>
        frontMatter.Node(key) is { } node && ToJson(node, key) is { } json ? Element(json) : null;

    private JsonNode? ToJson(YamlNode node, string field)
    {
        try
        {
            return Yaml.ToJson(node);
        }
        catch (YamlException e)
        {
            Report(frontMatter.Line(node), ProblemSeverity.Error, $"\"{field}\" is {e.Message}");
            return null;
        }
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static ScenarioFile? FileNamed(IReadOnlyList<SourceFile> folder, string name) =>
        folder.FirstOrDefault(file => file.Name == name) is { } found ? new ScenarioFile(found.Path, found.Text) : null;

    private static bool IsWrongFix(SourceFile file) =>
        file.Name.StartsWith("wrong-", StringComparison.Ordinal)
        && (
            file.Name.EndsWith(".yaml", StringComparison.Ordinal)
            || file.Name.EndsWith(".yml", StringComparison.Ordinal)
        );

    private WrongFix WrongFix(SourceFile wrong)
    {
        var first = wrong.Text.Split('\n', 2)[0].Trim();
        var why = first.StartsWith('#') ? first.TrimStart('#', ' ') : "";
        if (why.Length == 0)
            problems.Add(
                new(
                    wrong.Path,
                    1,
                    ProblemSeverity.Warning,
                    "The first line does not say why the fix is wrong; expected a comment."
                )
            );
        var name = Path.GetFileNameWithoutExtension(wrong.Name)["wrong-".Length..];
        return new WrongFix(name, why, new ScenarioFile(wrong.Path, wrong.Text));
    }

    private void Report(int line, ProblemSeverity severity, string message) =>
        problems.Add(new(file.Path, line, severity, message + "."));
}
