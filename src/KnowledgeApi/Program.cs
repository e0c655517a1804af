using KnowledgeApi.Hosting;

var builder = WebHosting.CreateBuilder(args);
builder.AddHosting();

var app = builder.Build();
app.UseHosting();
app.MapHealth();

return await app.RunToEndAsync();
