using System.Collections.Frozen;
using System.Text.RegularExpressions;
using KnowledgeApi.Questions;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>Finds where an article says what a term means.</summary>
internal static partial class DefinitionReader
{
    private const int LongestTerm = 60;
    private const int MostWords = 6;

    // Labels that introduce a remark, a step or a link, not a meaning.
    private const string NoTerms = """
        side note | side notes | note | notes | nb | n.b | warning | caution | danger | tip | tips | hint | hints |
        important | remember | attention | example | examples | for example | eg | e.g | ie | i.e | see | see also |
        read more | more | further reading | source | sources | reference | references | related | tag | tags |
        keyword | keywords | author | by | date | published | updated | last updated | previous | prev | next | step
        | steps | question | questions | answer | answers | pro | pros | con | cons | advantage | advantages |
        disadvantage | disadvantages | good | bad | do | dont | don't | don’t | why | how | what | when | where |
        who | which | then | first | second | third | finally | result | output | input | problem | solution |
        symptom | symptoms | cause | causes | fix | expected | actual | before | after | today | todo | summary |
        conclusion | tldr | tl;dr | in short | fun fact | pro tip | bonus | disclaimer | spoiler | update | edit
        """;

    private static readonly FrozenSet<string> Labels = NoTerms
        .Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static List<(string Term, string Text, int Entry, int Line)> Read(Outline outline)
    {
        var found = new List<(string, string, int, int)>();
        var questions = QuestionSections.Of(outline);
        for (var i = 0; i < outline.Entries.Count; i++)
        {
            var entry = outline.Entries[i];
            if (questions.Any(range => range.First <= i && i <= range.Last))
                continue;
            foreach (var part in entry.Parts)
            foreach (var block in part.Blocks)
            foreach (var (term, text, at) in Defines(part.Role) ? Read(block, outline.Body) : [])
                found.Add((term, text, i, outline.Body.LineAt(at.Span.Start)));
        }
        return found;
    }

    private static bool Defines(HeadingRole role) =>
        role is HeadingRole.Text or HeadingRole.ShortAnswer or HeadingRole.Summary;

    private static IEnumerable<(string Term, string Text, Block At)> Read(Block block, Body body)
    {
        switch (block)
        {
            case ParagraphBlock paragraph when Marked(paragraph, body) is { } definition:
                yield return (definition.Term, definition.Text, paragraph);
                break;
            case ListBlock list:
                foreach (var definition in ReadList(list, body))
                    yield return definition;
                break;
            case DefinitionList definitions:
                foreach (var item in definitions.OfType<DefinitionItem>())
                    if (
                        item.OfType<DefinitionTerm>().FirstOrDefault() is { } term
                        && item.LastChild is { } text and not DefinitionTerm
                    )
                        yield return (MarkdownReader.PlainText(term.Inline), Slices.Of(text, body), term);
                break;
            case Table table when IsGlossary(table):
                foreach (var row in table.OfType<TableRow>().Where(row => !row.IsHeader && row.Count == 2))
                    if (CellText(row[0]) is { Length: > 0 } term && CellText(row[1]) is { Length: > 0 } text)
                        yield return (term, text, row);
                break;
        }
    }

    private static IEnumerable<(string Term, string Text, Block At)> ReadList(ListBlock list, Body body)
    {
        var firsts = list.OfType<ListItemBlock>().Select(item => item.FirstOrDefault() as ParagraphBlock).ToList();
        var plain = firsts.Select(first => first is null ? null : Plain(first, body)).ToList();
        // "Note: …" here and there makes no glossary; a list of such bullets does.
        var listOfTerms = plain.Count(definition => definition is not null) * 2 > plain.Count;
        for (var i = 0; i < firsts.Count; i++)
        {
            if (firsts[i] is not { } first)
                continue;
            if ((Marked(first, body) ?? (listOfTerms ? plain[i] : null)) is { } definition)
                yield return (definition.Term, definition.Text, first);
            foreach (var nested in ((ListItemBlock)first.Parent!).OfType<ListBlock>())
            foreach (var deeper in ReadList(nested, body))
                yield return deeper;
        }
    }

    /// <summary><c>**Term**: text</c>, <c>**Term:** text</c>, <c>**Term** (also so): text</c>, <c>`term`: text</c>; bold terms also with a dash.</summary>
    private static (string Term, string Text)? Marked(ParagraphBlock paragraph, Body body)
    {
        if (paragraph.Inline?.FirstChild is not { } first)
            return null;
        var emphasis = first as EmphasisInline;
        if (emphasis is not { DelimiterChar: '*' or '_' } && first is not CodeInline)
            return null;
        if (MetadataLine.Matches(Slices.Of(paragraph, body)))
            return null;
        var term = first is CodeInline code ? code.Content : MarkdownReader.PlainText(emphasis);
        var rest = Rest(paragraph, first.Span.End + 1, body);
        var separator =
            emphasis is null ? SpacedSeparator()
            : emphasis.DelimiterCount == 2 || emphasis.FirstChild is EmphasisInline ? Separator()
            : Colon();
        var match = term.EndsWith(':') ? AfterColon().Match(rest) : separator.Match(rest);
        return match.Success ? Checked(term.TrimEnd(':', '：', ' '), rest[match.Length..]) : null;
    }

    private static (string Term, string Text)? Plain(ParagraphBlock paragraph, Body body)
    {
        if (paragraph.Inline?.FirstChild is not LiteralInline)
            return null;
        var text = Slices.Of(paragraph, body);
        var match = PlainTerm().Match(text);
        return match.Success ? Checked(match.Groups[1].Value, text[match.Length..]) : null;
    }

    private static string Rest(ParagraphBlock paragraph, int from, Body body) =>
        Slices.Dedent(body.Markdown[from..(paragraph.Span.End + 1)], paragraph.Column);

    private static (string, string)? Checked(string term, string text)
    {
        term = term.Trim();
        text = text.Trim();
        return
            term.Length is > 0 and <= LongestTerm
            && text.Contains(' ', StringComparison.Ordinal)
            && term.Split(' ').Length <= MostWords
            && char.IsLetterOrDigit(term[0]) | term[0] is '.' or '/'
            && !term.EndsWith('?')
            && !Labels.Contains(term)
            && !NumberedLabel().IsMatch(term)
            && !Asking().IsMatch(term)
            ? (term, text)
            : null;
    }

    private static bool IsGlossary(Table table) =>
        table.FirstOrDefault() is TableRow { Count: 2 } header
        && CellText(header[0]).ToLowerInvariant() is "term" or "concept" or "word" or "abbreviation" or "acronym"
        && CellText(((TableRow)table[0])[1]).ToLowerInvariant()
            is "meaning"
                or "definition"
                or "description"
                or "explanation"
                or "what it is"
                or "what it means";

    private static string CellText(Block cell) =>
        cell is TableCell { Count: > 0 } container && container[0] is ParagraphBlock paragraph
            ? MarkdownReader.PlainText(paragraph.Inline)
            : "";

    [GeneratedRegex(@"^\s*(\([^()\n]{1,120}\)\s*)?(::?|：|[—–]|--?(?=\s))\s*(?=\S)")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(\s*(:|：)\s+|\s+[—–]\s+)(?=\S)")]
    private static partial Regex SpacedSeparator();

    // "Why it matters: …" leads a remark, whatever the remark is about.
    [GeneratedRegex(@"^(why|how|what|when|where|who|which|if)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    [GeneratedRegex(@"^\s*(:|：)\s+(?=\S)")]
    private static partial Regex Colon();

    [GeneratedRegex(@"^\s*(?=\S)")]
    private static partial Regex AfterColon();

    [GeneratedRegex(@"^([\p{Lu}\p{N}]?[\p{L}\p{N}][\p{L}\p{N} ()/&+.#'’-]{0,58})::?[ \n](?=\s*\S)")]
    private static partial Regex PlainTerm();

    [GeneratedRegex(@"^((part |step )?\d+|[qa]\d*)$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberedLabel();
}
