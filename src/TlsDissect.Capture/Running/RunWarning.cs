namespace TlsDissect.Capture.Running;

/// <summary>What a warning of a run is about. The program adds to its text which option helps.</summary>
internal enum RunWarning
{
    /// <summary>A capture is damaged; what can be read of it is read.</summary>
    Capture,

    /// <summary>A capture could not be opened or read to its end.</summary>
    Failure,

    /// <summary>A capture is compressed with a format that is not read.</summary>
    Compressed,

    /// <summary>Packets claim more bytes than were on the wire.</summary>
    Overrun,

    /// <summary>Fragments of IP datagrams were given up because too many datagrams are incomplete.</summary>
    FragmentsDropped,

    /// <summary>Packets cause an internal error.</summary>
    InternalError,

    /// <summary>A comment of the capture looks like a key log.</summary>
    KeyLogInComment,

    /// <summary>A key log that is followed cannot be read yet.</summary>
    KeyLogMissing,

    /// <summary>A writer of plaintext failed.</summary>
    Writer,
}

/// <summary>Told of a run's warnings.</summary>
/// <param name="about">What it is about.</param>
/// <param name="capture">The capture, interface or key log.</param>
/// <param name="packet">The number of the last packet before; 0 if there was none.</param>
/// <param name="text">A sentence.</param>
internal delegate void RunWarningHandler(RunWarning about, string capture, long packet, string text);
