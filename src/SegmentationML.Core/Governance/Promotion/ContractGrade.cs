namespace SegmentationML.Core.Governance.Promotion;

/// <summary>How a table came through its contract. One that was blocked never reaches a version.</summary>
public enum ContractGrade
{
    /// <summary>All promises were kept.</summary>
    Pass,

    /// <summary>Promises were broken that only warn.</summary>
    Warn,

    /// <summary>Rows were set aside.</summary>
    Quarantine,
}
