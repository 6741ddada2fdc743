using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>Collects the ids of connections. They may take a part of the memory limit.</summary>
/// <param name="memory">The limit.</param>
internal sealed class SelectedIds(MemoryBudget memory) : IDisposable
{
    /// <summary>An element of the set, with its share of the free ones.</summary>
    public const int BytesPerId = 40;

    /// <summary>The part of the limit: connections need the most of it.</summary>
    private const int Part = 4;

    private readonly HashSet<long> _ids = [];
    private readonly MemoryAccount _account = memory.Open();

    /// <summary>The ids.</summary>
    public IReadOnlySet<long> Ids => _ids;

    /// <summary>Number of ids that found no place.</summary>
    public long Dropped { get; private set; }

    /// <summary>Adds an id, as long as there is room.</summary>
    public void Add(long id)
    {
        if ((_ids.Count + 1L) * BytesPerId > memory.MaxBytes / Part)
        {
            Dropped++;
            return;
        }

        if (_ids.Add(id)) _account.Add(BytesPerId);
    }

    /// <inheritdoc/>
    public void Dispose() => _account.Dispose();
}
