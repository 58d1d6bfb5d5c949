using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>What a call can get wrong.</summary>
internal static class ApiProblems
{
    public static Problem NoKey { get; } = new("SEG-SRV-020", "The call carries no valid key.", "Send a key as `Authorization: Bearer segml_…`; `segml key add` on the service's machine makes one.");

    public static Problem NotAllowed { get; } = new("SEG-SRV-021", "The key does not hold the scope that this needs.", "Use a key with the scope, or ask an admin for one.");

    public static Problem WrongHost { get; } = new("SEG-SRV-022", "The call is addressed to a name that this service does not serve.", "Call it by the address it listens on, or start it with --host NAME.");

    public static Problem WrongOrigin { get; } = new("SEG-SRV-023", "A page of another origin made this call.", "Call from the service's own page or from a program.");

    public static Problem TooManyCalls { get; } = new("SEG-SRV-024", "There were too many calls in this minute.", "Wait a minute, then call less often.");

    public static Problem NoRoute { get; } = new("SEG-SRV-030", "There is nothing at this address.", "GET /openapi/v1.json lists what there is.");

    public static Problem NoMethod { get; } = new("SEG-SRV-031", "This address does not take that method.", "GET /openapi/v1.json lists what each address takes.");

    public static Problem WrongAddress { get; } = new("SEG-SRV-033", "The address cannot be read: a value in it or after its `?` is missing or of another kind.", "Write each value as the OpenAPI document describes it for this address.");

    public static Problem WrongBody(string why) => new("SEG-SRV-034", $"The body cannot be read: {why}", "Send JSON as the OpenAPI document describes it, in UTF-8, without unknown fields.");

    public static Problem TooLarge { get; } = new("SEG-SRV-035", "The body is larger than the service takes.", "Send less at a time.");

    public static Problem WrongMediaType { get; } = new("SEG-SRV-036", "The body is not JSON.", "Send `Content-Type: application/json`, uncompressed.");

    public static Problem NoRun(string id) => new("SEG-SRV-032", $"There is no run '{Short(id)}'.", "GET /api/v1/runs lists them.");

    public static Problem WrongQuery(string name, string value, string fix) => new("SEG-SRV-033", $"'{name}' is '{Short(value)}'.", fix);

    public static Problem NoFile(string name) => new("SEG-SRV-037", $"The version holds no '{Short(name)}'.", "The manifest lists its files and tables.");

    public static Problem NotUnderWay(string id) => new("SEG-SRV-038", $"Run '{Short(id)}' is not under way.", "GET /api/v1/runs says how runs stand.");

    public static Problem NoEntity(string key) => new("SEG-SRV-040", $"The version holds no entity '{Short(key)}'.", "Keys are written as in the assignments table; the parts of a longer key are joined by |.");

    public static Problem NotPublished(string pipeline) => new("SEG-SRV-037", $"Pipeline '{pipeline}' has published no version yet.", "Run it, then ask again.");

    public static Problem NotNarrowed { get; } = new("SEG-SRV-041", "The key may not see everything, and this address cannot be narrowed to what it may see.", "Ask for rows, assignments or entities instead, or use a key without limits.");

    public static Problem ColumnMasked(string column) => new("SEG-SRV-042", $"The key may not see the column '{Short(column)}'.", "Leave it out, or ask an admin for a key that sees its class.");

    public static Problem KeyMasked(string pipeline) => new("SEG-SRV-042", $"The key may not see the keys of '{pipeline}'.", "Ask an admin for a key that sees their class.");

    public static Problem FileMasked(string file) => new("SEG-SRV-043", $"The key may not see all that '{Short(file)}' holds.", "Ask for its rows (`…/tables/TABLE/rows`), which are narrowed to what the key may see, or use a key without limits.");

    public static Problem NoBase(string pipeline, long version) => new(
        "SEG-SRV-060", $"Version {version} of '{pipeline}' is not there, or not any more: no difference since it can be told.", "Take the full snapshot (`since=0`, or the files of `snapshots/current`), and go on from the version that it says.");

    public static Problem WrongRepeatKey { get; } = new("SEG-SRV-061", "The Idempotency-Key is empty, too long, sent twice, or holds a character that cannot be.", "Send 1 to 255 visible ASCII characters, such as a UUID, alone or in double quotes.");

    public static Problem NoRepeatHere { get; } = new("SEG-SRV-061", "This answer holds a secret and is kept nowhere: it takes no Idempotency-Key.", "Send it without; revoke what you did not receive.");

    public static Problem OtherCall { get; } = new("SEG-SRV-062", "The Idempotency-Key was used for another call.", "Make a new key for each change; only the very same call is answered again.");

    public static Problem CallUnderWay { get; } = new("SEG-SRV-063", "The call with this Idempotency-Key is being answered.", "Wait a moment, then send it again.");

    public static Problem CallCutOff { get; } = new("SEG-SRV-064", "The call with this Idempotency-Key was cut off: whether it took effect is not known.", "Look at how things stand, and send it with a new key if it is still to be done.");

    public static Problem Changed { get; } = new("SEG-SRV-065", "It is not as the call expects it: somebody has changed it meanwhile.", "Read it again, and decide anew with its ETag.");

    public static Problem TooManyAtOnce { get; } = new("SEG-SRV-066", "Too many calls that read files are being answered.", "Send it again after the seconds of Retry-After; send fewer at once.");

    public static Problem TooLong { get; } = new("SEG-SRV-067", "The answer took longer than the service allows.", "Ask for less: fewer rows, filters, or the files as they are.");

    public static Problem NotThere(string what, string fix) => new("SEG-SRV-068", $"There is no {Short(what)}.", fix);

    /// <summary>What a caller sent, cut so that an answer stays short.</summary>
    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
