using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>Whose question it is, and what it inherits from the file it stands in.</summary>
/// <param name="Owner">The article's, quiz's or scenario's slug, the first part of generated ids.</param>
internal sealed record QuestionOwner(
    string Owner,
    string File,
    Level Level,
    ImmutableArray<string> Topics,
    LinkResolver Links
);

/// <summary>What was read becomes a question.</summary>
internal static partial class QuestionFactory
{
    public static Question FromText(QuestionDraft draft, QuestionOwner owner, SectionReference section)
    {
        var prompt = new MarkdownText(draft.Prompt, owner.Links);
        return Found(
            QuestionText.GeneratedId(owner.Owner, prompt.Text),
            draft.Level ?? owner.Level,
            owner.Topics,
            prompt,
            draft.Answer.Length == 0 ? null : new MarkdownText(draft.Answer, owner.Links),
            section,
            owner.File,
            draft.StartLine,
            draft.AnswerLine
        );
    }

    /// <summary>A question found in an article's text.</summary>
    public static Question Found(
        string id,
        Level level,
        ImmutableArray<string> topics,
        MarkdownText prompt,
        MarkdownText? answer,
        SectionReference section,
        string file,
        int line,
        int answerLine
    ) =>
        new()
        {
            Id = id,
            Type = QuestionType.ShortAnswer,
            Level = level,
            Topics = topics,
            Prompt = prompt,
            Sections = [section with { Line = line }],
            ReferenceAnswer = answer,
            Provenance = Provenance.Generated,
            SourceFile = file,
            Line = line,
            AnswerLine = answerLine,
        };

    /// <param name="section">The section it stands in, if it stands in an article.</param>
    public static Question FromBlock(
        QuestionBlock block,
        QuestionOwner owner,
        SectionReference? section,
        ICollection<ContentProblem> problems
    )
    {
        var prompt = new MarkdownText(block.Prompt, owner.Links);
        var topics = block.Attributes.List("topic").Concat(block.Attributes.List("topics")).ToImmutableArray();
        var level = LevelReader.Parse(block.Attributes["level"]);
        if (level is null && block.Attributes["level"] is { } text)
            problems.Add(
                new(
                    owner.File,
                    block.Line,
                    ProblemSeverity.Warning,
                    $"The level \"{text}\" is unknown; expected {LevelReader.Expected}."
                )
            );
        return new Question
        {
            Id = block.Attributes.Id ?? QuestionText.GeneratedId(owner.Owner, prompt.Text),
            Type = block.Type,
            Level = level ?? owner.Level,
            Topics = topics.IsEmpty ? owner.Topics : topics,
            Prompt = prompt,
            Sections = section is null ? [] : [section with { Line = block.Line }],
            CitedLinks = CitedLinks(block, owner.Links),
            Options = block.Options,
            Left = block.Left,
            Key = block.Key,
            Explanation = Text(block.Explanation, owner.Links),
            ReferenceAnswer = Text(block.Reference, owner.Links),
            KeyPoints = block.KeyPoints,
            Contradictions = block.Contradictions,
            ScenarioSlug = block.Attributes["scenario"],
            Request = block.Request,
            HasExplicitId = block.Attributes.Id is not null,
            Provenance = Provenance.Written,
            SourceFile = owner.File,
            Line = block.Line,
            AnswerLine = block.Line,
        };
    }

    private static MarkdownText? Text(string? markdown, LinkResolver links) =>
        string.IsNullOrWhiteSpace(markdown) ? null : new MarkdownText(markdown, links);

    // The author cites by link, in the explanation or as an attribute; the links are resolved once all articles are read.
    private static ImmutableArray<LinkTarget> CitedLinks(QuestionBlock block, LinkResolver links)
    {
        var targets = new List<string>();
        if (block.Attributes["section"] is { } section)
            targets.Add(
                section.Contains('#', StringComparison.Ordinal) ? section : $"{block.Attributes["article"]}#{section}"
            );
        foreach (var text in (ReadOnlySpan<string?>)[block.Explanation, block.Reference])
            targets.AddRange(LinkTargets().Matches(text ?? "").Select(match => match.Groups[1].Value));
        if (block.Attributes["article"] is { } article)
            targets.Add(article);
        return
        [
            .. targets
                .Select(links.Resolve)
                .OfType<LinkTarget>()
                .Where(target => target.Kind == LinkTargetKind.Article),
        ];
    }

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)")]
    private static partial Regex LinkTargets();
}
