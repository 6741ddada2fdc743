namespace TlsDissect.Cli.Why;

/// <summary>The next thing to do about a connection that stays encrypted.</summary>
internal enum Step
{
    /// <summary>Write a key log: no private key helps, and no key log was given.</summary>
    KeyLog,

    /// <summary>Write a key log again: the given ones are of other connections.</summary>
    OtherKeyLog,

    /// <summary>Provide the whole key log: the given one lacks secrets of the connection, or has wrong ones.</summary>
    WholeKeyLog,

    /// <summary>Provide the private key of the server's certificate.</summary>
    ServerKey,

    /// <summary>Provide the pre-shared key.</summary>
    PreSharedKey,

    /// <summary>Capture from the start of the connection.</summary>
    Start,

    /// <summary>Capture the connection in which the session began.</summary>
    Session,

    /// <summary>Capture without loss.</summary>
    Loss,

    /// <summary>Raise a limit.</summary>
    Limit,

    /// <summary>Nothing helps.</summary>
    None,
}
