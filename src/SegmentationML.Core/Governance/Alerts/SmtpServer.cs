namespace SegmentationML.Core.Governance.Alerts;

/// <summary>The server that sends e-mails.</summary>
public sealed record SmtpServer
{
    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port. Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The user, when the server wants a login.</summary>
    public string? User { get; init; }

    /// <summary>The environment variable of the service that holds the password.</summary>
    public string PasswordVariable { get; init; } = "SEGML_SMTP_PASSWORD";

    /// <summary>Whether the connection must be encrypted by STARTTLS. Default true; false is for a relay on this machine.</summary>
    public bool Tls { get; init; } = true;
}
