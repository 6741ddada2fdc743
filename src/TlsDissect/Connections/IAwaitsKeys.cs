namespace TlsDissect.Connections;

/// <summary>A connection that keys added later may decrypt.</summary>
internal interface IAwaitsKeys
{
    /// <summary>The number of its first packet.</summary>
    long Id { get; }

    /// <summary>Secrets may have been added to the key ring.</summary>
    void OnKeysAdded();

    /// <summary>The records that it holds stay encrypted, to make room for others.</summary>
    void StopWaiting();

    /// <summary>Neither data nor keys will come: the connection is reported, once.</summary>
    void Finish();
}
