using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Questions;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Practice;

[McpServerToolType]
public sealed class PracticeTools(McpCaller callers, PracticeService practice)
{
    private const int LongestHandle = 100;

    [McpServerTool(
        Title = "Practise in a session",
        ReadOnly = false,
        Destructive = false,
        Idempotent = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(PracticeTurn)
    )]
    [McpMeta("ui", JsonValue = AppViews.QuizLink)]
    [Description(
        "Runs a practice session: action start (with mode and filters) gives a handle and the first question; answer takes the user's answer and asks the next; next shows the open question once more; report tells how it went; end hands in early. Use it when the user wants several questions with a result; for single ones use get_questions. Never answer in the user's place. Modes: learn (feedback at once), due (a learner's due questions), mock-interview and exam (feedback in the report)."
    )]
    public async Task<CallToolResult> Practice(
        [Description("What to do.")] PracticeAction action,
        [Description("The session's handle; for every action but start."), MaxLength(LongestHandle)]
            string? handle = null,
        [Description("For start: the kind of session. learn where absent.")] PracticeMode? mode = null,
        [Description("For start: only questions on this topic."), Example("\"dns\"")] string? topic = null,
        [Description("For start: only questions of this level.")] Level? level = null,
        [Description("For start: only questions of this type.")] QuestionType? type = null,
        [Description("For start: only questions that rest on the article with this slug.")] string? article = null,
        [Description("For start: how many questions."), Range(1, PracticeRequest.MostQuestions)] int? count = null,
        [Description("For start: asks the same questions again.")] int? seed = null,
        [Description("For answer: the question's id, so that a call sent twice answers nothing else.")]
            string? questionId = null,
        [Description("For answer: " + QuestionTools.AnswerForms), Example("[\"78952fb8\"]")] JsonElement? answer = null,
        [Description("For answer: gives the question up instead.")] bool skip = false,
        [
            Description(
                "For answer: how well the user knew it, 1 again, 2 hard, 3 good, 4 easy; judges what is undecided."
            ),
            Range(1, 4)
        ]
            int? rating = null,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description("For report: the nextCursor of the answer before.")] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (action != PracticeAction.Start && string.IsNullOrEmpty(handle))
            return ToolResults.Refused("'handle' is missing; allowed: the handle that action start gave.");
        var caller = await callers.ReadAsync();
        if (caller.Value is not { } who)
            return ToolResults.Refused(McpCaller.ForTools(caller.Fault!));
        if (action == PracticeAction.Report)
            return await ReportAsync(who, handle!, maxTokens, cursor, cancellationToken);
        var turn = action switch
        {
            PracticeAction.Start => await StartAsync(
                who,
                new PracticeRequest(mode ?? PracticeMode.Learn, topic, level, type, article, count, seed),
                cancellationToken
            ),
            PracticeAction.Answer => (
                await practice.AnswerAsync(
                    who,
                    handle!,
                    new PracticeAnswer(questionId, answer, skip, rating),
                    null,
                    cancellationToken
                )
            ).Select(PracticeTurn.Of),
            PracticeAction.End => (await practice.EndAsync(who, handle!, cancellationToken)).Select(PracticeTurn.Of),
            _ => (await practice.ReadAsync(who, handle!, null, cancellationToken)).Select(PracticeTurn.Of),
        };
        return turn.Fault is { } fault
            ? ToolResults.Refused(McpCaller.ForTools(fault, handle))
            : turn.ToTool(PracticeText.Of, Budget.Largest);
    }

    private async Task<Outcome<PracticeTurn>> StartAsync(
        Caller caller,
        PracticeRequest request,
        CancellationToken cancellationToken
    ) => (await practice.StartAsync(caller, request, null, cancellationToken)).Select(PracticeTurn.Of);

    private async Task<CallToolResult> ReportAsync(
        Caller caller,
        string handle,
        int maxTokens,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (TracePage.Start(cursor) is not { } start)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        var report = await practice.ReportAsync(caller, handle, cancellationToken);
        if (report.Value is not { } whole)
            return ToolResults.Refused(McpCaller.ForTools(report.Fault!, handle));
        if (start > 0 && start >= whole.Items.Count)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        return ToolResults.Fitting<PracticeTurn>(
            whole.Items.Count - start,
            maxTokens,
            items =>
                PracticeTurn.Of(
                    whole with
                    {
                        Items = [.. whole.Items.Skip(start).Take(items)],
                    },
                    start + items < whole.Items.Count ? TracePage.Write(start + items) : null
                ),
            PracticeText.Of
        );
    }
}
