namespace SegmentationML.Service.Security;

/// <summary>What a key may do. Each scope stands for itself; <see cref="Admin"/> holds all.</summary>
public enum Scope
{
    /// <summary>Look at everything that is published, at runs and definitions.</summary>
    Read,

    /// <summary>Plan: score entities, open cases, propose overrides.</summary>
    Plan,

    /// <summary>Start, cancel and resume runs, which publish.</summary>
    Publish,

    /// <summary>Approve, promote and roll back.</summary>
    Approve,

    /// <summary>Look at the audit chain, verify it and take it away.</summary>
    Audit,

    /// <summary>Make and revoke keys, and everything else.</summary>
    Admin,
}
