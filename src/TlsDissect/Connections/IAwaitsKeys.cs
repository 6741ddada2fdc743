namespace TlsDissect.Connections;

/// <summary>A connection that a later key may decrypt.</summary>
internal interface IAwaitsKeys
{
    /// <summary>The number of its first packet.</summary>
    long Id { get; }

    /// <summary>Tries again, because secrets may have been added to the key ring.</summary>
    void OnKeysAdded();

    /// <summary>Leaves the held records encrypted, to make room for others.</summary>
    void StopWaiting();

    /// <summary>Reports the connection, once. No more data or keys will come.</summary>
    void Finish();
}
