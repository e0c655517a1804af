using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KnowledgeApi.Storage;

/// <summary>
/// What learners did. Tables and columns have the same names and meaning in both databases, so that a statement written by
/// hand runs on both; times are milliseconds since 1970, which both compare and index alike.
/// </summary>
public abstract class LearnerDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<LearnerRow> Learners => Set<LearnerRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();
    public DbSet<LearnerRatingRow> LearnerRatings => Set<LearnerRatingRow>();
    public DbSet<ItemRatingRow> ItemRatings => Set<ItemRatingRow>();
    public DbSet<CardReviewRow> CardReviews => Set<CardReviewRow>();
    public DbSet<CardStateRow> CardStates => Set<CardStateRow>();
    public DbSet<IdempotencyRow> IdempotencyKeys => Set<IdempotencyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LearnerRow>(learner =>
        {
            learner.ToTable("learners").HasKey(l => l.Id);
            learner.HasIndex(l => l.KeyHash).IsUnique();
            learner.HasIndex(l => l.Subject).IsUnique();
        });
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("practice_sessions").HasKey(s => s.Id);
            session.HasIndex(s => new { s.LearnerId, s.CreatedAt });
            session.HasIndex(s => s.ExpiresAt);
            session.HasOne<LearnerRow>().WithMany().HasForeignKey(s => s.LearnerId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<AttemptRow>(attempt =>
        {
            attempt.ToTable("attempts").HasKey(a => new { a.SessionId, a.Position });
            attempt.HasIndex(a => new { a.LearnerId, a.QuestionId });
            attempt.HasIndex(a => new { a.QuestionId, a.IsFirst });
            attempt.HasOne<SessionRow>().WithMany().HasForeignKey(a => a.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<LearnerRatingRow>(rating =>
        {
            rating.ToTable("learner_ratings").HasKey(r => new { r.LearnerId, r.Topic });
            rating.HasOne<LearnerRow>().WithMany().HasForeignKey(r => r.LearnerId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ItemRatingRow>().ToTable("item_ratings").HasKey(r => r.QuestionId);
        modelBuilder.Entity<CardReviewRow>(review =>
        {
            review
                .ToTable("card_reviews")
                .HasKey(r => new
                {
                    r.LearnerId,
                    r.CardId,
                    r.Number,
                });
            review.HasIndex(r => new { r.LearnerId, r.At });
            review.HasOne<LearnerRow>().WithMany().HasForeignKey(r => r.LearnerId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<CardStateRow>(state =>
        {
            state.ToTable("card_states").HasKey(s => new { s.LearnerId, s.CardId });
            state.HasIndex(s => new
            {
                s.LearnerId,
                s.Suspended,
                s.Due,
            });
            state.HasIndex(s => new { s.LearnerId, s.FirstReview });
            state.HasOne<LearnerRow>().WithMany().HasForeignKey(s => s.LearnerId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<IdempotencyRow>(key =>
        {
            key.ToTable("idempotency_keys").HasKey(k => new { k.Scope, k.KeyHash });
            key.HasIndex(k => k.ExpiresAt);
        });
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        foreach (var property in entity.GetProperties())
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) =>
        string.Concat(
            name.Select(
                (c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
            )
        );

    private sealed class Milliseconds()
        : ValueConverter<DateTimeOffset, long>(
            time => time.ToUnixTimeMilliseconds(),
            value => DateTimeOffset.FromUnixTimeMilliseconds(value)
        );
}

/// <summary>The model in SQLite; a type of its own, since migrations are found by it.</summary>
public sealed class SqliteLearnerDbContext(DbContextOptions<SqliteLearnerDbContext> options)
    : LearnerDbContext(options);

/// <summary>The model in PostgreSQL.</summary>
public sealed class PostgreSqlLearnerDbContext(DbContextOptions<PostgreSqlLearnerDbContext> options)
    : LearnerDbContext(options);
