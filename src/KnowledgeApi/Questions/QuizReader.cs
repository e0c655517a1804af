using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A file below <c>quizzes/</c>, whose questions are not yet merged with the others.</summary>
internal sealed record QuizDraft(
    string Id,
    string Title,
    string? Description,
    Level Level,
    ImmutableArray<string> Topics,
    ImmutableArray<Question> Questions,
    string File,
    LinkResolver Links
);

internal static class QuizReader
{
    public static QuizDraft Read(SourceFile file, string name, ArticleMap map, List<ContentProblem> problems)
    {
        var (frontMatter, body) = FrontMatter.Split(file, problems);
        var id = Slugger.ForAddress(frontMatter.String("id", "slug") ?? name);
        var links = new LinkResolver(map, file.Path);
        var (blocks, rest) = QuestionBlocks.Extract(body, links, file.Path, problems);
        var level = LevelReader.Read(frontMatter, file.Path, Level.Mid, problems);
        var own = frontMatter.List("topics", "topic", "tags").Distinct().ToImmutableArray();
        var owner = new QuestionOwner(id, file.Path, level, own.IsEmpty ? [id] : own, links);
        var cited = frontMatter.String("article") is { } article ? links.Resolve(article) : null;
        var questions = blocks
            .Select(block => QuestionFactory.FromBlock(block, owner, null, problems))
            .Select(question =>
                cited is null ? question : question with { CitedLinks = [.. question.CitedLinks, cited] }
            );
        if (blocks.Count == 0)
            problems.Add(new(file.Path, 1, ProblemSeverity.Warning, "The quiz holds no question block."));
        return new QuizDraft(
            id,
            frontMatter.String("title") ?? Outline.FirstTitle(MarkdownReader.Parse(rest.Markdown)) ?? id,
            frontMatter.String("description", "summary"),
            level,
            owner.Topics,
            [.. questions],
            file.Path,
            links
        );
    }
}
