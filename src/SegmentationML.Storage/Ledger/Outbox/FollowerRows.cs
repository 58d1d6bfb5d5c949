using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Ledger;

/// <summary>Which MLflow server follows a model: the one that the last run with the model named.</summary>
internal static class FollowerRows
{
    /// <summary>The topic of runs that MLflow follows.</summary>
    public const string Mlflow = "mlflow";

    public static void Set(LedgerConnection connection, IReadOnlyList<RunFollower> followers)
    {
        foreach (var follower in followers.Where(f => f.Topic == Mlflow))
        {
            connection.Execute(
                "INSERT INTO registry_followers (model, target) VALUES (@model, @target) ON CONFLICT (model) DO UPDATE SET target = @target",
                ("model", follower.Model), ("target", follower.Target));
        }
    }

    /// <summary>The server that follows a model, JSON; null when none does.</summary>
    public static string? Find(LedgerConnection connection, string model) => connection.Text("SELECT target FROM registry_followers WHERE model = @model", ("model", model));

    /// <summary>The number that a version has on a server; null when the server does not have it.</summary>
    public static string? Number(LedgerConnection connection, string address, string model, long version)
        => connection.Text("SELECT number FROM followed_versions WHERE address = @address AND model = @model AND version = @version", ("address", address), ("model", model), ("version", version));

    /// <summary>Notes the number that a version has on a server.</summary>
    public static void SetNumber(LedgerConnection connection, string address, string model, long version, string number)
        => connection.Execute(
            "INSERT INTO followed_versions (address, model, version, number) VALUES (@address, @model, @version, @number) ON CONFLICT (address, model, version) DO UPDATE SET number = @number",
            ("address", address), ("model", model), ("version", version), ("number", number));

    /// <summary>A name for this ledger, for servers that several workspaces write to: from the moment at which it was made.</summary>
    public static string LedgerName(LedgerConnection connection)
        => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(connection.Text("SELECT applied FROM migrations WHERE number = 1") ?? "")))[..16];
}
