using KnowledgeApi.Content;
using KnowledgeApi.Hosting;

var builder = WebHosting.CreateBuilder(args);
builder.AddHosting();
builder.Services.AddContent();

var app = builder.Build();
app.UseHosting();
app.MapHealth();

var api = app.MapApi();
var reads = api.MapReads();
reads.MapArticles();
reads.MapReference();

return await app.RunToEndAsync();
