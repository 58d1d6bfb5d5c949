namespace SegmentationML.Storage.Files;

/// <summary>The one way in which ledger, step store and snapshot store change the file system, so that tests can make each call fail.</summary>
/// <remarks>Errors are those of <see cref="System.IO"/>; callers translate them with <see cref="FileProblem"/>.</remarks>
internal interface IFiles
{
    /// <summary>Creates a folder and those above it; one that exists is fine.</summary>
    void CreateFolder(string folder);

    /// <summary>As <see cref="CreateFolder"/>; one that is new is its owner's alone, where the system has such rights.</summary>
    void CreateClosedFolder(string folder);

    /// <summary>Creates or replaces a file in place, not atomically.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Opens a file for reading from its beginning to its end.</summary>
    Stream OpenRead(string path);

    /// <summary>Returns when the file's bytes and length have reached the disk, whoever wrote them.</summary>
    void Flush(string path);

    /// <summary>Returns when the folder's entries have reached the disk: what was created, renamed or deleted in it.</summary>
    void FlushFolder(string folder);

    /// <summary>Takes the right to write from a file, as a guard against accidents, where the system has such rights.</summary>
    void Protect(string path);

    /// <summary>Sets the time of last change.</summary>
    void Touch(string path, DateTimeOffset time);

    /// <summary>Renames a file in one atomic step; an existing target is replaced.</summary>
    void MoveFile(string from, string to);

    /// <summary>Renames a folder in one atomic step; the target must not exist.</summary>
    void MoveFolder(string from, string to);

    /// <summary>Deletes a file; one that is missing is fine.</summary>
    void DeleteFile(string path);

    /// <summary>Copies a file; the target must not exist.</summary>
    void Copy(string from, string to);

    /// <summary>Deletes a folder that is empty, or throws; one that is missing is fine.</summary>
    void DeleteEmptyFolder(string folder);

    /// <summary>Deletes a folder with all that is in it; links are removed, not followed; one that is missing is fine.</summary>
    void DeleteFolder(string folder);
}
