using System.Collections.Immutable;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Content.Keeping;

/// <summary>Writes articles as <see cref="KeptArticleReader"/> reads them.</summary>
/// <param name="home">The address that links into the library start with. What is kept leaves it out, and is read under any other.</param>
internal sealed class ArticleWriter(BinaryWriter file, string home)
{
    /// <summary>Questions of blocks have keys and options of many kinds; an article with any is parsed again instead.</summary>
    public static bool CanKeep(ReadArticle read, string home) =>
        read.Questions.All(question => question.Provenance == Provenance.Generated)
        && ArticleLinks(read.Article).All(link => link.Slug is not null || !IsAt(home, link));

    public void Write(ReadArticle read)
    {
        var article = read.Article;
        Text(article.Slug);
        Text(article.Title);
        Text(article.SourceFile);
        Number(article.Part ?? int.MinValue);
        Text(article.Series);
        Number((int)article.Level);
        Write(article.Description);
        Write(article.ShortAnswer);
        Write(article.Summary);
        List(article.KeyTakeaways, WriteWithText);
        List(article.Topics, Text);
        List(article.Tags, Text);
        List(article.Sources, Write);
        Write(article.Previous);
        Write(article.Next);
        List(article.Related, Write);
        Text(article.ContentHash);
        Bytes(article.Body.Utf8);
        List([.. article.Body.SectionEnds], Number);
        List(article.Body.Anchors, Text);
        List(article.Sections, Write);
        List(article.Definitions, Write);
        List(article.CodeFences, Write);
        List(article.Links, Write);
        List(read.Questions, question => Write(question, article.Sections));
    }

    public void Write(ContentProblem problem)
    {
        Text(problem.File);
        Number(problem.Line);
        Number((int)problem.Severity);
        Text(problem.Message);
    }

    public void Text(string? text)
    {
        file.Write(text is not null);
        if (text is not null)
            file.Write(text);
    }

    public void Number(int number) => file.Write7BitEncodedInt(number);

    public void List<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
            write(item);
    }

    private void Write(MarkdownText? text)
    {
        Text(text?.Source);
        if (text is not null)
            Text(text.KnownText);
    }

    // The glossary and the ids of flashcards ask for it at each start.
    private void WriteWithText(MarkdownText text)
    {
        _ = text.Text;
        Write(text);
    }

    private void Write(Source source)
    {
        Text(source.Title);
        Text(source.Url);
        Text(source.Version);
        Text(source.Date);
    }

    private void Write(ArticleLink? link)
    {
        Text(link?.Title);
        var own = link?.Slug is not null && IsAt(home, link);
        file.Write(own);
        Text(own ? link!.Url![home.Length..] : link?.Url);
        Text(link?.Slug);
    }

    // Without a slug, such an address is a scenario's or was typed so: what is to become of it only the author's text says.
    private static bool IsAt(string home, ArticleLink link) =>
        link.Url?.StartsWith(home, StringComparison.Ordinal) == true;

    private static IEnumerable<ArticleLink> ArticleLinks(Article article) =>
        article.Related.Append(article.Previous).Append(article.Next).OfType<ArticleLink>();

    private void Write(Section section)
    {
        Text(section.Heading);
        Number(section.Level);
        Text(section.Anchor);
        List(section.Path, Text);
        Number(section.StartLine);
        Number(section.EndLine);
        List(section.Units, Write);
    }

    private void Write(Unit unit)
    {
        Number((int)unit.Kind);
        Number(unit.StartLine);
        Number(unit.EndLine);
        Number(unit.AnswerStart);
        Number(unit.Start);
        Number(unit.Length);
    }

    private void Write(Definition definition)
    {
        Text(definition.Term);
        WriteWithText(definition.Text);
        Text(definition.Anchor);
        Number(definition.Line);
    }

    private void Write(CodeFence fence)
    {
        Text(fence.Language);
        Text(fence.Code);
        Text(fence.Anchor);
        Number(fence.StartLine);
        Number(fence.EndLine);
    }

    private void Write(Link link)
    {
        Text(link.Text);
        Text(link.Target);
        Number((int)link.Kind);
        Number(link.Line);
        Text(link.Slug);
        Text(link.Anchor);
    }

    private void Write(Question question, ImmutableArray<Section> sections)
    {
        Text(question.Id);
        Number((int)question.Level);
        List(question.Topics, Text);
        Write(question.Prompt);
        Write(question.ReferenceAnswer);
        Number(question.Line);
        Number(question.AnswerLine);
        var anchor = question.Sections[0].Anchor;
        Number(sections.TakeWhile(section => section.Anchor != anchor).Count());
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        file.Write(bytes);
    }
}
