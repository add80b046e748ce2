"""Prints the accuracies that PyTorch and scikit-learn reach where Espalier's program Accuracies is compared with them.

usage: python3 accuracies.py DATA [MNIST]

DATA is the folder with iris.csv and digits.csv.gz of the examples; MNIST, if given, one with MNIST's test set in IDX form.
"""
import glob
import gzip
import os
import struct
import sys
import warnings

import numpy as np
import sklearn
import torch
from sklearn.preprocessing import StandardScaler

import networks
from networks import sklearn_accuracy, torch_accuracy

SEEDS = [1, 2, 3, 4, 5]


def folds(count):
    """Those of Espalier's program: row i is in the test set of fold i modulo 5."""
    return [(np.arange(count) % 5 != k, np.arange(count) % 5 == k) for k in range(5)]


def iris(folder):
    """Ten flowers of each class in each test set; standardised with the figures of the training set."""
    table = np.loadtxt(os.path.join(folder, "iris.csv"), delimiter=",", skiprows=1, usecols=range(4))
    names = np.loadtxt(os.path.join(folder, "iris.csv"), delimiter=",", skiprows=1, usecols=4, dtype=str)
    classes = np.unique(names, return_inverse=True)[1]
    for train, test in folds(len(table)):
        scaler = StandardScaler().fit(table[train])
        yield (scaler.transform(table[train]), classes[train]), (scaler.transform(table[test]), classes[test])


def digits(folder):
    """Grey values from 0 to 1."""
    table = np.loadtxt(os.path.join(folder, "digits.csv.gz"), delimiter=",")
    x, y = table[:, :64] / 16, table[:, 64].astype(int)
    for train, test in folds(len(table)):
        yield (x[train], y[train]), (x[test], y[test])


def idx(folder, kind):
    name = [f for f in glob.glob(os.path.join(folder, "*" + kind + "*")) if "train" not in os.path.basename(f)][0]
    with (gzip.open if name.endswith(".gz") else open)(name, "rb") as file:
        rank = struct.unpack(">I", file.read(4))[0] & 255
        shape = struct.unpack(">" + "I" * rank, file.read(4 * rank))
        return np.frombuffer(file.read(), np.uint8).reshape(shape)


def mnist(folder):
    """The first 8,000 images of the test set for training and the last 2,000 for the test; grey values from 0 to 1."""
    x, y = idx(folder, "images")[:, None] / 255.0, idx(folder, "labels").astype(int)
    return (x[:8000], y[:8000]), (x[8000:10000], y[8000:10000])


def row(name, library, accuracies):
    print(f"{name} | {library} | mean {np.mean(accuracies):.4f} | {min(accuracies):.4f} to {max(accuracies):.4f}", flush=True)


def main():
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    t, s = "PyTorch " + torch.__version__, "scikit-learn " + sklearn.__version__
    data = sys.argv[1]
    sets = list(iris(data))
    row("iris", t, [np.mean([torch_accuracy(networks.iris, 0.01, 16, 60, *f, seed) for f in sets]) for seed in SEEDS])
    row("iris", s, [np.mean([sklearn_accuracy((16,), "tanh", 0.01, 16, 60, *f, seed) for f in sets]) for seed in SEEDS])
    sets = list(digits(data))
    row("digits", t, [np.mean([torch_accuracy(networks.digits, 1e-3, 32, 40, *f, seed) for f in sets]) for seed in SEEDS])
    row("digits", s, [np.mean([sklearn_accuracy((128,), "relu", 1e-3, 32, 40, *f, seed) for f in sets]) for seed in SEEDS])
    if len(sys.argv) < 3:
        return
    sets = mnist(sys.argv[2])
    row("MNIST-10k MLP", t, [torch_accuracy(networks.mlp, 1e-3, 64, 20, *sets, seed) for seed in SEEDS])
    row("MNIST-10k MLP", s, [sklearn_accuracy((256, 128), "relu", 1e-3, 64, 20, *sets, seed) for seed in SEEDS])
    row("MNIST-10k LeNet", t, [torch_accuracy(networks.lenet, 1e-3, 64, 15, *sets, seed) for seed in SEEDS])


if __name__ == "__main__":
    main()
