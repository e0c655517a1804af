using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnowledgeApi.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", nullable: false),
                    request_hash = table.Column<string>(type: "TEXT", nullable: false),
                    response = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.scope, x.key_hash });
                });

            migrationBuilder.CreateTable(
                name: "item_ratings",
                columns: table => new
                {
                    question_id = table.Column<string>(type: "TEXT", nullable: false),
                    rating = table.Column<double>(type: "REAL", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_item_ratings", x => x.question_id);
                });

            migrationBuilder.CreateTable(
                name: "learners",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", nullable: true),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    scheduling = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_learners", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "card_reviews",
                columns: table => new
                {
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    card_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    rating = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    retrievability = table.Column<double>(type: "REAL", nullable: true),
                    elapsed_days = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_reviews", x => new { x.learner_id, x.card_id, x.number });
                    table.ForeignKey(
                        name: "FK_card_reviews_learners_learner_id",
                        column: x => x.learner_id,
                        principalTable: "learners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "card_states",
                columns: table => new
                {
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    card_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    stability = table.Column<double>(type: "REAL", nullable: false),
                    difficulty = table.Column<double>(type: "REAL", nullable: false),
                    scheduled_days = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    last_review = table.Column<long>(type: "INTEGER", nullable: true),
                    reps = table.Column<int>(type: "INTEGER", nullable: false),
                    lapses = table.Column<int>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    first_review = table.Column<long>(type: "INTEGER", nullable: true),
                    suspended = table.Column<bool>(type: "INTEGER", nullable: false),
                    buried_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_states", x => new { x.learner_id, x.card_id });
                    table.ForeignKey(
                        name: "FK_card_states_learners_learner_id",
                        column: x => x.learner_id,
                        principalTable: "learners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "learner_ratings",
                columns: table => new
                {
                    learner_id = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    rating = table.Column<double>(type: "REAL", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_learner_ratings", x => new { x.learner_id, x.topic });
                    table.ForeignKey(
                        name: "FK_learner_ratings_learners_learner_id",
                        column: x => x.learner_id,
                        principalTable: "learners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "practice_sessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: true),
                    mode = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    current_question = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_practice_sessions_learners_learner_id",
                        column: x => x.learner_id,
                        principalTable: "learners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    learner_id = table.Column<string>(type: "TEXT", nullable: true),
                    question_id = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    grade = table.Column<string>(type: "TEXT", nullable: true),
                    score = table.Column<double>(type: "REAL", nullable: true),
                    rating = table.Column<int>(type: "INTEGER", nullable: true),
                    is_first = table.Column<bool>(type: "INTEGER", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => new { x.session_id, x.position });
                    table.ForeignKey(
                        name: "FK_attempts_practice_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "practice_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attempts_learner_id_question_id",
                table: "attempts",
                columns: new[] { "learner_id", "question_id" });

            migrationBuilder.CreateIndex(
                name: "IX_attempts_question_id_is_first",
                table: "attempts",
                columns: new[] { "question_id", "is_first" });

            migrationBuilder.CreateIndex(
                name: "IX_card_reviews_learner_id_at",
                table: "card_reviews",
                columns: new[] { "learner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_card_states_learner_id_first_review",
                table: "card_states",
                columns: new[] { "learner_id", "first_review" });

            migrationBuilder.CreateIndex(
                name: "IX_card_states_learner_id_suspended_due",
                table: "card_states",
                columns: new[] { "learner_id", "suspended", "due" });

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_expires_at",
                table: "idempotency_keys",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_learners_key_hash",
                table: "learners",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_learners_subject",
                table: "learners",
                column: "subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_practice_sessions_expires_at",
                table: "practice_sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_practice_sessions_learner_id_created_at",
                table: "practice_sessions",
                columns: new[] { "learner_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "card_reviews");

            migrationBuilder.DropTable(
                name: "card_states");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "item_ratings");

            migrationBuilder.DropTable(
                name: "learner_ratings");

            migrationBuilder.DropTable(
                name: "practice_sessions");

            migrationBuilder.DropTable(
                name: "learners");
        }
    }
}
