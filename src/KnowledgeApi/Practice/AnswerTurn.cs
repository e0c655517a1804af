using KnowledgeApi.Content;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Questions;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using NetworkSimulator;
using FsrsRating = KnowledgeApi.Flashcards.Scheduling.Rating;

namespace KnowledgeApi.Practice;

/// <summary>One answer in one session: what becomes of it, and what is written for it.</summary>
internal sealed class AnswerTurn(
    Library library,
    ItemRatings ratings,
    FollowUps followUps,
    AnswerRead read,
    Caller caller,
    DateTimeOffset now
)
{
    private readonly SessionRow session = read.Session;
    private readonly SessionState state = SessionState.Read(read.Session.State);

    /// <summary>What is answered; and what has to be written for it, which is nothing for most faults.</summary>
    public Decision<PracticeReply> Take(
        string id,
        PracticeAnswer answer,
        Question? question,
        Outcome<GradeResult>? graded
    )
    {
        if (!SessionViews.IsOpen(session, state, now))
            return Closed(id);
        var current = state.Items[state.Current!.Value];
        if (answer.QuestionId is not { } questionId || state.IndexOf(questionId) is not { } index)
            return Unasked(answer.QuestionId, current);
        var item = state.Items[index];
        if (!item.IsOpen)
            return Again(id, item, current);
        if (state.Mode != PracticeMode.Exam && item != current)
            return Early(current);
        if (state.IsLate(item, now))
            return Late(id, index, question);
        if (answer.Rating is < 1 or > 4)
            return Refuse("rating", $"It is {answer.Rating}.", "1 Again, 2 Hard, 3 Good or 4 Easy");
        if (answer is { Skip: true, Answer: not null })
            return Refuse("skip", "The question is answered and given up at once.", "an answer, or \"skip\": true");
        if (answer.Skip)
            return Skip(id, index, question);
        if (graded is not { } outcome)
            return Refuse("answer", "It is missing.", "the answer, or \"skip\": true");
        return outcome.Fault is { } fault ? fault : Answer(id, index, question!, answer, outcome.Value!);
    }

    private Decision<PracticeReply> Answer(
        string id,
        int index,
        Question question,
        PracticeAnswer answer,
        GradeResult result
    )
    {
        var item = state.Items[index];
        item.Outcome = ItemOutcome.Answered;
        item.Grade = result.Grade;
        item.Score = result.Grade != Grade.Undecided ? result.Score : Judged(answer.Rating);
        var batch = new SqlBatch();
        var steps = Rate(question, item.Score);
        GoOn(index, question, result);
        batch.AddSession(session, state).AddAttempt(Attempt(index, answer.Answer!.Value.GetRawText(), answer.Rating));
        AddRatings(batch, question, steps);
        var review = AddReview(batch, question, answer.Rating ?? Suggested(result.Grade));
        var reply = new PracticeReply(
            index + 1,
            question.Id,
            ItemOutcome.Answered,
            state.TellsAtOnce ? result : null,
            review?.Entry.Rating,
            review?.State.Due,
            SessionViews.Of(library, id, session, state, now)
        );
        return new(reply, batch);
    }

    private Decision<PracticeReply> Skip(string id, int index, Question? question)
    {
        Close(index, ItemOutcome.Skipped);
        var batch = new SqlBatch();
        var steps = question is null ? null : Rate(question, 0);
        GoOn(index, question, null);
        batch.AddSession(session, state).AddAttempt(Attempt(index, null, null));
        if (question is not null)
            AddRatings(batch, question, steps);
        var review = question is null ? null : AddReview(batch, question, (int)FsrsRating.Again);
        var reply = new PracticeReply(
            index + 1,
            state.Items[index].Question,
            ItemOutcome.Skipped,
            null,
            review?.Entry.Rating,
            review?.State.Due,
            SessionViews.Of(library, id, session, state, now)
        );
        return new(reply, batch);
    }

    // Told as a fault, since the answer does not count, but the interview goes on: the next question's time runs.
    private Decision<PracticeReply> Late(string id, int index, Question? question)
    {
        Close(index, ItemOutcome.Late);
        GoOn(index, question, null, mayFollowUp: false);
        var batch = new SqlBatch().AddSession(session, state).AddAttempt(Attempt(index, null, null));
        return new(
            Conflict(
                $"The time for question '{state.Items[index].Question}' was over; it counts as not answered. {Next(id)}"
            ),
            batch
        );
    }

    private void Close(int index, ItemOutcome outcome)
    {
        var item = state.Items[index];
        item.Outcome = outcome;
        item.Grade = Grade.Wrong;
        item.Score = 0;
    }

    /// <summary>Moves the ratings in the session, and says by how much.</summary>
    private Steps? Rate(Question question, double? score)
    {
        if (score is not { } achieved)
            return null;
        var difficulty = ratings.Of(question);
        var (all, topic) = (state.Ability(""), state.Ability(question.Topic));
        var guess = Elo.Guess(question);
        var expected = Elo.Success(topic.Value, difficulty.Value, guess);
        var steps = new Steps(
            Elo.Step(achieved, Elo.Success(all.Value, difficulty.Value, guess), all.Count),
            Elo.Step(achieved, expected, topic.Count),
            topic.Value,
            -Elo.Step(achieved, expected, difficulty.Count)
        );
        state.Abilities[""] = new(all.Value + steps.All, all.Count + 1);
        state.Abilities[question.Topic] = new(topic.Value + steps.Topic, topic.Count + 1);
        return steps;
    }

    private void GoOn(int index, Question? question, GradeResult? result, bool mayFollowUp = true)
    {
        var item = state.Items[index];
        if (
            mayFollowUp
            && state.Mode == PracticeMode.MockInterview
            && question is not null
            && item is { FollowUpTo: null, Grade: not Grade.Correct }
            && followUps.Find(state, question, FollowUps.Missing(question, result)) is { } followUp
        )
            state.Items.Insert(index + 1, new(followUp.Id) { FollowUpTo = index + 1 });
        if (
            state.Mode == PracticeMode.Learn
            && state.Items.Count < state.Count
            && SessionPlan.TakeNext(state, library, ratings) is { } next
        )
            state.Items.Add(new(next));
        if (state.Current is not { } current)
            session.EndedAt = now;
        else if (state.Mode != PracticeMode.Exam)
            state.Items[current].AskedAt ??= now;
    }

    private AttemptRow Attempt(int index, string? answer, int? rating)
    {
        var item = state.Items[index];
        return new()
        {
            SessionId = session.Id,
            Position = index + 1,
            LearnerId = session.LearnerId,
            QuestionId = item.Question,
            Answer = answer,
            Grade = item.Grade is { } grade ? EnumNames<Grade>.Of(grade) : null,
            Score = item.Score,
            Rating = rating,
            // In a session without a learner no question comes twice.
            IsFirst = session.LearnerId is null || !read.WasAnswered,
            AskedAt = item.AskedAt ?? session.CreatedAt,
            AnsweredAt = now,
        };
    }

    private void AddRatings(SqlBatch batch, Question question, Steps? steps)
    {
        if (steps is null)
            return;
        batch.AddItemRating(question.Id, steps.Item);
        if (session.LearnerId is { } learner)
            batch
                .AddLearnerRating(learner, "", 0, steps.All)
                .AddLearnerRating(learner, question.Topic, steps.TopicBefore, steps.Topic);
    }

    // Assessments don't teach: only where the key is told does an answer count as a review of the question's card.
    private (CardReviewRow Entry, CardStateRow State)? AddReview(SqlBatch batch, Question question, int? rating)
    {
        var cardId = PracticeService.CardOf(question.Id);
        if (session.LearnerId is not { } learner || rating is null || !state.TellsAtOnce)
            return null;
        var at = CardProgress.After(read.Card, now);
        var review = CardProgress.Next(learner, cardId, read.Card, caller.Scheduling, rating.Value, at);
        batch.AddReview(review.Entry, review.State);
        return review;
    }

    private static int? Suggested(Grade grade) =>
        grade switch
        {
            Grade.Correct => (int)FsrsRating.Good,
            Grade.Partial => (int)FsrsRating.Hard,
            Grade.Wrong => (int)FsrsRating.Again,
            _ => null,
        };

    private static double? Judged(int? rating) =>
        rating switch
        {
            null => null,
            1 => 0,
            2 => 0.5,
            _ => 1,
        };

    private Fault Closed(string id) =>
        Conflict(
            now > state.EndsAt && session.EndedAt is null
                ? $"The exam's time was over at {UtcTimeConverter.Text(state.EndsAt.Value)}; this answer does not count. GET /api/v1/practice-sessions/{id}/report tells how it went."
                : $"This session is finished. GET /api/v1/practice-sessions/{id}/report tells how it went."
        );

    private static Fault Unasked(string? questionId, SessionItem current) =>
        Refuse(
            "questionId",
            questionId is null
                ? "It is missing."
                : $"'{Hosting.Problems.Shown.Text(questionId)}' is no question of this session.",
            $"'{current.Question}', which is asked now"
        );

    private Fault Again(string id, SessionItem item, SessionItem current) =>
        Conflict(
            $"Question '{item.Question}' was {(item.Outcome == ItemOutcome.Late ? "not answered in time" : "answered already")}, and an answer is final. Expected: an answer to '{current.Question}'. {Next(id)}"
        );

    private static Fault Early(SessionItem current) =>
        Conflict($"Questions are answered in turn. Expected: an answer to '{current.Question}'.");

    private string Next(string id) =>
        state.Current is null
            ? $"The session is finished: GET /api/v1/practice-sessions/{id}/report."
            : $"GET /api/v1/practice-sessions/{id} shows the question that is asked now.";

    private static Fault Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);

    private static Fault Refuse(string field, string message, string expected) =>
        PlanFault.Of([new PlanError(field, message, expected)]);

    private sealed record Steps(double All, double Topic, double TopicBefore, double Item);
}
