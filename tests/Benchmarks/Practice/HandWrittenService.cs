using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Practice;

/// <summary>
/// The rows of an answer written by hand: one connection, one prepared statement for each row, one transaction, and
/// nothing read, checked or graded.
/// </summary>
internal static class HandWrittenService
{
    private static readonly string[] Statements =
    [
        "UPDATE practice_sessions SET state = @state, version = version + 1, current_question = @question WHERE id = @session",
        """
            INSERT INTO attempts (session_id, position, learner_id, question_id, answer, grade, score, rating, is_first, asked_at, answered_at)
            VALUES (@session, @position, @learner, @question, @answer, 'correct', 1, NULL, 1, @now, @now)
            """,
        """
            INSERT INTO item_ratings (question_id, rating, count) VALUES (@question, 0.1, 1)
            ON CONFLICT (question_id) DO UPDATE SET rating = item_ratings.rating + 0.1, count = item_ratings.count + 1
            """,
        """
            INSERT INTO learner_ratings (learner_id, topic, rating, count) VALUES (@learner, '', 0.1, 1)
            ON CONFLICT (learner_id, topic) DO UPDATE SET rating = learner_ratings.rating + 0.1, count = learner_ratings.count + 1
            """,
        """
            INSERT INTO learner_ratings (learner_id, topic, rating, count) VALUES (@learner, 'services', 0.1, 1)
            ON CONFLICT (learner_id, topic) DO UPDATE SET rating = learner_ratings.rating + 0.1, count = learner_ratings.count + 1
            """,
        """
            INSERT INTO card_reviews (learner_id, card_id, number, rating, at, retrievability, elapsed_days, state, model)
            VALUES (@learner, @card, 1, 3, @now, NULL, 0, 'New', 'FSRS-6')
            """,
        """
            INSERT INTO card_states (learner_id, card_id, state, step, stability, difficulty, scheduled_days, due, last_review,
              reps, lapses, model, number, first_review, suspended, buried_until)
            VALUES (@learner, @card, 'Learning', 1, 2.3065, 2.11810397, 0, @now, @now, 1, 0, 'FSRS-6', 1, @now, 0, NULL)
            ON CONFLICT (learner_id, card_id) DO UPDATE SET state = excluded.state
            """,
    ];

    public static void Run(string address, string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Foreign Keys=True");
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000";
            pragmas.ExecuteNonQuery();
        }
        var commands = Statements.Select(statement => Prepare(connection, statement)).ToArray();
        var gate = new Lock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        app.MapPost(
            "/answers",
            (HandWrittenAnswer answer) =>
            {
                lock (gate)
                {
                    using var transaction = connection.BeginTransaction();
                    foreach (var command in commands)
                    {
                        command.Transaction = transaction;
                        Set(command, answer);
                        command.ExecuteNonQuery();
                    }
                    transaction.Commit();
                }
                return TypedResults.Ok(new { answer.Position });
            }
        );
        app.Run();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var name in (string[])["state", "question", "session", "position", "learner", "answer", "now", "card"])
            if (statement.Contains($"@{name}", StringComparison.Ordinal))
                command.Parameters.Add(new SqliteParameter($"@{name}", null));
        return command;
    }

    private static void Set(SqliteCommand command, HandWrittenAnswer answer)
    {
        foreach (SqliteParameter parameter in command.Parameters)
            parameter.Value = parameter.ParameterName switch
            {
                "@state" => answer.State,
                "@question" => answer.Question,
                "@session" => answer.Session,
                "@position" => answer.Position,
                "@learner" => answer.Learner,
                "@answer" => answer.Answer.GetRawText(),
                "@card" => $"card-{answer.Question}",
                _ => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            };
    }
}

internal sealed record HandWrittenAnswer(
    string Learner,
    string Session,
    int Position,
    string Question,
    JsonElement Answer,
    string State
);
