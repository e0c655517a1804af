using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>What an answer writes, in the order in which every writer locks it.</summary>
internal static class PracticeWrites
{
    public static SqlBatch AddSession(this SqlBatch batch, SessionRow session, SessionState state)
    {
        var current = state.Current is { } index ? state.Items[index].Question : null;
        return batch.Add(
            $"""
            UPDATE practice_sessions
            SET state = {state.Write()}, version = version + 1, current_question = {current}, ended_at = {session.EndedAt}
            WHERE id = {session.Id} AND version = {session.Version}
            """
        );
    }

    public static SqlBatch AddAttempt(this SqlBatch batch, AttemptRow a) =>
        batch.Add(
            $"""
            INSERT INTO attempts (session_id, position, learner_id, question_id, answer, grade, score, rating, is_first,
              asked_at, answered_at)
            VALUES ({a.SessionId}, {a.Position}, {a.LearnerId}, {a.QuestionId}, {a.Answer}, {a.Grade}, {a.Score}, {a.Rating},
              {a.IsFirst}, {a.AskedAt}, {a.AnsweredAt})
            """
        );

    // Steps add up, whichever replica is first: none is lost between reading and writing.
    public static SqlBatch AddItemRating(this SqlBatch batch, string questionId, double step) =>
        batch.Add(
            $"""
            INSERT INTO item_ratings (question_id, rating, count) VALUES ({questionId}, {step}, 1)
            ON CONFLICT (question_id) DO UPDATE
            SET rating = item_ratings.rating + excluded.rating, count = item_ratings.count + 1
            """
        );

    public static SqlBatch AddLearnerRating(
        this SqlBatch batch,
        string learnerId,
        string topic,
        double start,
        double step
    ) =>
        batch.Add(
            $"""
            INSERT INTO learner_ratings (learner_id, topic, rating, count) VALUES ({learnerId}, {topic}, {start
                + step}, 1)
            ON CONFLICT (learner_id, topic) DO UPDATE
            SET rating = learner_ratings.rating + {step}, count = learner_ratings.count + 1
            """
        );
}
