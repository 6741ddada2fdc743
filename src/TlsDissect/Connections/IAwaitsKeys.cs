namespace TlsDissect.Connections;

/// <summary>A connection that keys added later may decrypt.</summary>
internal interface IAwaitsKeys
{
    /// <summary>The number of its first packet.</summary>
    long Id { get; }

    /// <summary>Secrets may have been added to the key ring.</summary>
    void OnKeysAdded();

    /// <summary>The records that it holds stay encrypted: others need the room.</summary>
    void StopWaiting();

    /// <summary>Nothing more comes, no key either: the connection is reported.</summary>
    void Finish();
}
