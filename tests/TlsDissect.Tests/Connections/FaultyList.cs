using System.Collections;

namespace TlsDissect.Tests.Connections;

/// <summary>A list of one key or none that throws on request.</summary>
internal sealed class FaultyList<T>(T? only) : IReadOnlyList<T>
    where T : class
{
    /// <summary>Thrown when the list is gone through.</summary>
    public Func<Exception>? Fault { get; set; }

    /// <summary>Thrown when it is asked how long it is.</summary>
    public Func<Exception?>? CountFault { get; set; }

    public int Count => CountFault?.Invoke() is Exception fault ? throw fault : only is null ? 0 : 1;

    public T this[int index] => only!;

    public IEnumerator<T> GetEnumerator() => Fault is null ? ((IEnumerable<T>)(only is null ? [] : [only])).GetEnumerator() : throw Fault();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
