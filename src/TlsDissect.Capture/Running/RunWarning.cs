namespace TlsDissect.Capture.Running;

/// <summary>The subject of a run's warning. The program adds to the text which option helps.</summary>
internal enum RunWarning
{
    /// <summary>A capture is damaged; its readable part is read.</summary>
    Capture,

    /// <summary>A capture could not be opened or read to its end.</summary>
    Failure,

    /// <summary>A capture is compressed with an unsupported format.</summary>
    Compressed,

    /// <summary>Packets claim more bytes than were on the wire.</summary>
    Overrun,

    /// <summary>Fragments of IP datagrams were dropped because too many datagrams are incomplete.</summary>
    FragmentsDropped,

    /// <summary>Packets cause an internal error.</summary>
    InternalError,

    /// <summary>A comment of the capture looks like a key log.</summary>
    KeyLogInComment,

    /// <summary>A watched key log cannot be read yet.</summary>
    KeyLogMissing,

    /// <summary>A writer of plaintext failed.</summary>
    Writer,
}

/// <summary>Receives a run's warnings.</summary>
/// <param name="about">The subject.</param>
/// <param name="capture">The capture, interface or key log.</param>
/// <param name="packet">The number of the last packet before; 0 if there was none.</param>
/// <param name="text">A sentence.</param>
internal delegate void RunWarningHandler(RunWarning about, string capture, long packet, string text);
