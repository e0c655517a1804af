using System.Collections.Immutable;
using KnowledgeApi.Content;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace KnowledgeApi.Questions;

/// <summary>One container to a <see cref="QuestionBlock"/>, by the question's type.</summary>
internal sealed partial class QuestionBlockReader
{
    private const string Types = "single, multiple, true-false, numeric, order, match, cloze, short, predict or lab";

    private readonly Body body;
    private readonly LinkResolver links;
    private readonly List<Block> blocks;
    private readonly BlockAttributes attributes;
    private readonly int line;
    private readonly int endLine;

    private QuestionBlockReader(CustomContainer container, Body body, LinkResolver links)
    {
        this.body = body;
        this.links = links;
        blocks = [.. container];
        attributes = BlockAttributes.Parse($"{container.Info?["question".Length..]} {container.Arguments}");
        line = body.LineAt(container.Span.Start);
        endLine = body.LineAt(container.Span.End);
    }

    /// <exception cref="QuestionBlockException">The block is malformed.</exception>
    public static QuestionBlock Read(CustomContainer container, Body body, LinkResolver links) =>
        new QuestionBlockReader(container, body, links).Read();

    private QuestionBlock Read()
    {
        if (blocks.Count == 0)
            throw Mistake("The question block is empty");
        return (attributes["type"] ?? InferType())?.ToLowerInvariant() switch
        {
            "single" => Choice(QuestionType.SingleChoice),
            "multiple" => Choice(QuestionType.MultipleChoice),
            "true-false" => Choice(QuestionType.TrueFalse),
            "numeric" => Numeric(),
            "order" => Order(),
            "match" => Match(),
            "cloze" => Cloze(),
            "short" => ShortAnswer(),
            "predict" => Predict(),
            "lab" => Lab(),
            var other => throw Mistake(
                $"The question's type is {(other is null ? "missing" : $"\"{other}\"")}; expected {Types}"
            ),
        };
    }

    private string? InferType() =>
        blocks.OfType<ListBlock>().FirstOrDefault(IsTaskList) is { } list
            ? list.OfType<ListItemBlock>().Count(item => TaskMark(item)?.Checked == true) == 1
                ? "single"
                : "multiple"
            : null;

    private QuestionBlock Choice(QuestionType type)
    {
        var at = blocks.FindIndex(block => block is ListBlock list && IsTaskList(list));
        if (at < 0)
            throw Mistake("The question has no options; expected a task list of \"- [x] right\" and \"- [ ] wrong\"");
        var options = ReadOptions((ListBlock)blocks[at]);
        var right = options.Where(option => option.IsCorrect).Select(option => option.Id).ToImmutableArray();
        if (options.Length < 2)
            throw Mistake("The question has one option; expected at least two");
        if (type == QuestionType.TrueFalse && options.Length != 2)
            throw Mistake($"The question has {options.Length} options; a true-false question has two");
        if (type == QuestionType.MultipleChoice ? right.Length == 0 : right.Length != 1)
            throw Mistake(
                $"The question has {right.Length} options marked [x]; expected {(type == QuestionType.MultipleChoice ? "at least one" : "exactly one")}"
            );
        return Block(type, Text(0, at), Rest(at + 1)) with { Options = options, Key = new OptionsKey(right) };
    }

    private QuestionBlock Order()
    {
        var at = blocks.FindIndex(block => block is ListBlock { IsOrdered: true });
        if (at < 0)
            throw Mistake("The question has no numbered list to put in order");
        var options = ReadOptions((ListBlock)blocks[at]);
        if (options.Length < 2)
            throw Mistake("The question has one step; expected at least two to put in order");
        return Block(QuestionType.Order, Text(0, at), Rest(at + 1)) with
        {
            Options = options,
            Key = new OptionsKey([.. options.Select(option => option.Id)]),
        };
    }

    private QuestionBlock Match()
    {
        var at = blocks.FindIndex(block => block is Table);
        if (at < 0)
            throw Mistake("The question has no table of pairs to match");
        var rows = ((Table)blocks[at]).OfType<TableRow>().Where(row => !row.IsHeader).ToList();
        if (rows.Count < 2)
            throw Mistake("The table holds fewer than two pairs below its header");
        if (rows.FirstOrDefault(row => row.Count != 2) is { } odd)
            throw new QuestionBlockException(Line(odd), $"A row of pairs has {odd.Count} columns; expected two");
        var left = rows.Select(row => CellOption((TableCell)row[0], Line(row))).ToImmutableArray();
        var right = rows.Select(row => CellOption((TableCell)row[1], Line(row))).ToImmutableArray();
        Distinct(left);
        return Block(QuestionType.Match, Text(0, at), Rest(at + 1)) with
        {
            Left = left,
            Options = [.. right.DistinctBy(option => option.Id)],
            Key = new MatchKey(left.Zip(right).ToImmutableDictionary(pair => pair.First.Id, pair => pair.Second.Id)),
        };
    }

    private QuestionBlock Cloze()
    {
        var last = blocks.FindLastIndex(block => Gap().IsMatch(Slices.Of(block, body)));
        if (last < 0)
            throw Mistake("The text has no gap; write the accepted words as {{word|other word}}");
        var gaps = new List<ImmutableArray<string>>();
        var prompt = Gap()
            .Replace(
                Text(0, last + 1),
                match =>
                {
                    var accepted = match
                        .Groups[1]
                        .Value.Replace("\\|", "|", StringComparison.Ordinal)
                        .Split('|', Trimmed);
                    if (accepted.Length == 0)
                        throw Mistake($"Gap {gaps.Count + 1} holds no word");
                    gaps.Add([.. accepted]);
                    return $"[{gaps.Count}] ____";
                }
            );
        return Block(QuestionType.Cloze, prompt, Rest(last + 1)) with { Key = new ClozeKey([.. gaps]) };
    }

    private QuestionBlock ShortAnswer()
    {
        var at = blocks.FindIndex(block => block is ListBlock list && IsKeyList(list));
        if (at < 0)
            return Block(QuestionType.ShortAnswer, Text(0, 1), null) with { Reference = Rest(1) };
        var (points, contradictions) = ReadKeyPoints((ListBlock)blocks[at]);
        if (points.Length == 0)
            throw Mistake("The question has no \"key:\" line");
        return Block(QuestionType.ShortAnswer, Text(0, at), null) with
        {
            Reference = Rest(at + 1),
            KeyPoints = points,
            Contradictions = contradictions,
        };
    }

    private QuestionBlock Predict()
    {
        var block = OnScenario(QuestionType.Predict);
        if (attributes["request"] is not { } text)
            throw Mistake("The question does not say which request to predict; expected request=1 or another number");
        return int.TryParse(text, out var request) && request > 0
            ? block with
            {
                Request = request,
            }
            : throw Mistake($"The request is \"{text}\"; expected a number from 1");
    }

    private QuestionBlock Lab() => OnScenario(QuestionType.Lab);

    private QuestionBlock OnScenario(QuestionType type)
    {
        if (string.IsNullOrEmpty(attributes["scenario"]))
            throw Mistake("The question names no scenario; expected scenario=slug");
        var at = blocks.FindIndex(block => block is ListBlock list && IsTaskList(list));
        return at < 0
            ? Block(type, Text(0, 1), Rest(1))
            : Block(type, Text(0, at), Rest(at + 1)) with
            {
                Options = ReadOptions((ListBlock)blocks[at]),
            };
    }

    private QuestionBlock Block(QuestionType type, string prompt, string? explanation) =>
        prompt.Trim().Length == 0
            ? throw Mistake("The question has no text before its answer")
            : new QuestionBlock
            {
                Attributes = attributes,
                Type = type,
                Prompt = prompt,
                Explanation = explanation,
                Line = line,
                EndLine = endLine,
            };

    private string Text(int from, int to) => Slices.Of(blocks[from..to], body);

    private string? Rest(int from) =>
        from < blocks.Count && Text(from, blocks.Count) is { Length: > 0 } text ? text : null;

    private int Line(Block block) => body.LineAt(block.Span.Start);

    private QuestionBlockException Mistake(string message) => new(line, message);
}
