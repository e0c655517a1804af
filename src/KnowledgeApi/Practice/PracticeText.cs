using System.Text;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;
using static KnowledgeApi.Hosting.Mcp.ToolText;

namespace KnowledgeApi.Practice;

/// <summary>A session as compact Markdown.</summary>
internal static class PracticeText
{
    public static string Of(PracticeTurn turn)
    {
        var text = new StringBuilder();
        Line(
            text,
            $"Session `{turn.Handle}` ({EnumNames<PracticeMode>.Of(turn.Mode)}, {EnumNames<SessionStatus>.Of(turn.Status)}): {turn.Answered} of {turn.Total} answered"
        );
        if (turn.Grade is { } grade)
            text.AppendLine().Append(QuestionMarkdown.Of(grade));
        else if (turn.Outcome is { } outcome)
            Line(text, $"\n{EnumNames<ItemOutcome>.Of(outcome)}; the grade comes in the report.");
        if (turn.Question is { } question)
        {
            Line(text, $"\nQuestion {turn.Position}{(turn.FollowUpTo is { } to ? $", following up {to}" : "")}:");
            text.Append(QuestionMarkdown.Of(question));
            if (turn.AnswerBy is { } by)
                Line(text, $"Answer by {by:u}");
        }
        else if (turn.Report is null)
            text.AppendLine("\nFinished: action report tells how it went.");
        if (turn.Report is { } report)
            Append(text, report);
        if (turn.NextCursor is { } cursor)
            Line(text, $"\nMore with cursor {cursor}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, PracticeReport report)
    {
        if (report.Score is { } score)
            Line(text, $"\nScore {score * 100:0.#}%");
        foreach (var topic in report.Topics)
            Line(text, $"- {topic.Topic}: {topic.Score * 100:0}% of {topic.Count}");
        foreach (var said in report.Debrief ?? [])
            text.AppendLine(said);
        foreach (var section in report.Weakest)
            Line(text, $"Read again: {section.Section} ({section.Score * 100:0}%) {section.Url}");
        foreach (var item in report.Items)
        {
            var outcome = item.Outcome is { } what ? EnumNames<ItemOutcome>.Of(what) : "not answered";
            Line(
                text,
                $"\n{item.Position}. **{item.Question.Id}** {outcome}{(item.Grade is { } grade ? $", {EnumNames<Grade>.Of(grade)}" : "")}: {item.Question.Prompt.Trim()}"
            );
            if (item.Answer is { } answer)
                Line(text, $"Answered: {answer.GetRawText()}");
            if (item.Result is { } result)
                text.Append(QuestionMarkdown.Of(result));
            else if (item.Key is { } key)
                Line(text, $"Key: {key}");
        }
    }
}
