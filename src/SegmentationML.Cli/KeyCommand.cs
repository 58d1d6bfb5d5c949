using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli;

/// <summary><c>segml key</c>: keys to the service, for who may write in its workspace. This is also the way back in when the admin's key is lost.</summary>
internal static class KeyCommand
{
    private static readonly string[] Scopes = [.. Enum.GetValues<Scope>().Select(KeyRing.Word)];
    private static readonly string[] Roles = [.. Enum.GetValues<Role>().Select(KeyRing.Word)];
    private static readonly Argument<string> Id = new("id") { Description = "The key's id, as `segml key list` shows it" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("key", "Keys to the service: make, list, replace, revoke")
    {
        Add(context), List(context), Rotate(context), Revoke(context),
    };

    private static Command Add(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Whom or what the key is for" };
        var scope = new Option<string[]>("--scope") { Description = $"What it may do: {string.Join(", ", Scopes)} (default without a role: {Scopes[0]})", HelpName = "SCOPE" }.AcceptOnlyFromAmong(Scopes);
        var role = new Option<string[]>("--role") { Description = $"What its holder is: {string.Join(", ", Roles)}; brings scopes and the classes of columns that are seen", HelpName = "ROLE" }.AcceptOnlyFromAmong(Roles);
        var sees = new Option<string[]>("--sees") { Description = "A class of columns that is seen beside those of the role, as contracts write it, such as financial", HelpName = "CLASS" };
        var rows = new Option<string[]>("--rows") { Description = "Only rows with these values are seen, such as site_id=DE01,FR02; `pipeline=NAME` for pipelines", HelpName = "COLUMN=VALUE,…" };
        var days = new Option<int?>("--days") { Description = "For how many days (default: without an end)", HelpName = "N" };
        var command = new Command("add", "Make a key; its text is shown once") { name, scope, role, sees, rows, days };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var roles = (parsed.GetValue(role) ?? []).Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToArray();
            var scopes = (parsed.GetValue(scope) ?? []).Select(s => Enum.Parse<Scope>(s, ignoreCase: true)).ToArray();
            var grant = new KeyGrant
            {
                Roles = roles,
                Scopes = scopes.Length + roles.Length == 0 ? [Scope.Read] : scopes,
                Sees = parsed.GetValue(sees) ?? [],
                Rows = [.. (parsed.GetValue(rows) ?? []).Select(KeyGrant.ParseLimit)],
            };
            var (key, text) = new KeyRing(workspace.Keys, context.Clock).Add(parsed.GetRequiredValue(name), grant, parsed.GetValue(days) is { } d ? TimeSpan.FromDays(d) : null, context.Actor(parsed));
            context.Console.Error.WriteLine($"Key {key.Id} for '{key.Name}' ({string.Join(", ", key.Scopes)}). It is shown this once:");
            context.Console.Out.WriteLine(text);
            return ExitCode.Done;
        });
        return command.WithExamples("segml key add erp-nightly", "segml key add anna --scope read --scope publish --days 90", "segml key add benoit --role planner --rows site_id=FR01,FR02 --sees financial");
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List all keys, revoked ones too, without their text") { Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var keys = workspace.Keys.List();
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(keys.Select(k => new { k.Id, k.Name, k.Scopes, k.Roles, k.Sees, k.Rows, k.Created, k.CreatedBy, k.Expires, k.Revoked, k.LastUsed }), StepKey.Json));
                return ExitCode.Done;
            }

            var now = context.Clock.GetUtcNow();
            context.Console.Table(
                ["id", "for", "roles", "scopes", "sees", "made (UTC)", "by", "last used", "state"],
                keys.Select(k => (IReadOnlyList<string>)[k.Id, k.Name, string.Join(", ", k.Roles), string.Join(", ", k.Scopes), Sees(k), $"{k.Created.UtcDateTime:yyyy-MM-dd HH:mm}", k.CreatedBy, $"{k.LastUsed:yyyy-MM-dd}", State(k, now)]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml key list");
    }

    private static Command Rotate(CommandContext context)
    {
        var hours = new Option<int>("--grace-hours") { Description = "For how many hours the old key goes on working", DefaultValueFactory = _ => 24, HelpName = "N" };
        var command = new Command("rotate", "Replace a key by a new one with the same name and scopes") { Id, hours };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var (key, text) = new KeyRing(workspace.Keys, context.Clock).Rotate(parsed.GetRequiredValue(Id), TimeSpan.FromHours(Math.Max(0, parsed.GetValue(hours))), context.Actor(parsed));
            context.Console.Error.WriteLine($"Key {key.Id} takes the place of {parsed.GetValue(Id)}. It is shown this once:");
            context.Console.Out.WriteLine(text);
            return ExitCode.Done;
        });
        return command.WithExamples("segml key rotate 0a1b2c3d4e5f --grace-hours 48");
    }

    private static Command Revoke(CommandContext context)
    {
        var command = new Command("revoke", "Revoke a key for good; a running service refuses it within two seconds") { Id };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var key = new KeyRing(workspace.Keys, context.Clock).Revoke(parsed.GetRequiredValue(Id), context.Actor(parsed));
            context.Console.Out.WriteLine($"Key {key.Id} ('{key.Name}') is revoked.");
            return ExitCode.Done;
        });
        return command.WithExamples("segml key revoke 0a1b2c3d4e5f");
    }

    private static string Sees(ApiKeyRecord key)
        => string.Join("; ", new[] { key.Roles.Count == 0 && key.Sees.Count == 0 ? "all columns" : key.Sees.Count > 0 ? string.Join(", ", key.Sees) : null }.Concat(key.Rows.Select(r => r.ToString())).OfType<string>());

    private static string State(ApiKeyRecord key, DateTimeOffset now)
        => key.Revoked is { } revoked ? $"revoked {revoked.UtcDateTime:yyyy-MM-dd}" : key.Expires is not { } end ? "valid" : end <= now ? $"ended {end.UtcDateTime:yyyy-MM-dd}" : $"until {end.UtcDateTime:yyyy-MM-dd HH:mm}";
}
