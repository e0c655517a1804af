using System.Collections.Immutable;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Search;

/// <summary>
/// Something other than a section that can be found. Nothing in it gives a key away. Few of a large series are ever shown, so
/// that it only points to what it shows.
/// </summary>
public abstract class Entry
{
    public abstract ResultKind Kind { get; }

    public abstract string Id { get; }

    public virtual string Title => "";

    /// <summary>What an excerpt is taken from.</summary>
    public abstract string Text { get; }

    /// <summary>Further words it is found by.</summary>
    public virtual string Also => "";

    /// <summary>The article's slug.</summary>
    public abstract string? Article { get; }

    /// <summary>The heading.</summary>
    public virtual string? Section => null;

    public virtual string? Anchor => null;

    public abstract string Url { get; }

    public abstract ImmutableArray<string> Topics { get; }
}

internal sealed class QuestionEntry(Question question, PublicUrl url) : Entry
{
    public override ResultKind Kind => ResultKind.Question;

    public override string Id => question.Id;

    public override string Text => question.Prompt.Text;

    public override string Also => string.Join('\n', question.Options.Select(option => option.Text.Text));

    public override string? Article => question.ArticleSlug;

    public override string? Section => question.Section;

    public override string? Anchor => question.Anchor;

    public override string Url => url.Api($"questions/{Uri.EscapeDataString(question.Id)}");

    public override ImmutableArray<string> Topics => question.Topics;
}

internal sealed class TermEntry(GlossaryTerm term, Library library, PublicUrl url) : Entry
{
    public override ResultKind Kind => ResultKind.Term;

    public override string Id => term.Id;

    public override string Title => term.Term;

    public override string Text => term.Definition.Text;

    public override string Also => string.Join('\n', term.Synonyms.Concat(term.Symptoms));

    public override string? Article => term.ArticleSlug;

    public override string? Section => Defined?.Heading;

    public override string? Anchor => term.Anchor;

    public override string Url => Defined?.Url ?? url.Api("glossary");

    public override ImmutableArray<string> Topics { get; } =
        term.ArticleSlug is { } slug ? library.FindArticle(slug)?.Topics ?? [] : [];

    private Section? Defined =>
        term is { ArticleSlug: { } article, Anchor: { } anchor } ? library.FindSection(article, anchor) : null;
}

internal sealed class ScenarioEntry(ScenarioDocument scenario, PublicUrl url) : Entry
{
    public override ResultKind Kind => ResultKind.Scenario;

    public override string Id => scenario.Slug;

    public override string Title => scenario.Title;

    public override string Text => scenario.Summary ?? scenario.Story.Text;

    public override string? Article => scenario.ArticleSlug;

    public override string Url => url.Api($"scenarios/{Uri.EscapeDataString(scenario.Slug)}");

    public override ImmutableArray<string> Topics => scenario.Topics;
}
